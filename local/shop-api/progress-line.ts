import type { SendState } from './send-file.ts';

/** What the line is written to. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const barWidth = 24;
/** Milliseconds between two lines: a terminal redraws one line, anything else gets a new line each time. */
const redrawEvery = 100;
const newLineEvery = 5_000;

/** Shows on stderr how far a run is. Times are in milliseconds. */
export class ProgressLine {
  readonly #screen: Screen;
  readonly #started: number;
  #shownAt: number;

  constructor(screen: Screen, now: number) {
    this.#screen = screen;
    this.#started = now;
    this.#shownAt = now;
  }

  show(state: SendState, now: number): void {
    const terminal = this.#screen.isTTY === true;
    if (now - this.#shownAt < (terminal ? redrawEvery : newLineEvery)) return;
    this.#shownAt = now;
    const line = progressText(state, (now - this.#started) / 1_000, terminal);
    this.#screen.write(terminal ? `\r\u001b[2K${line}` : `${line}\n`);
  }

  /** Leaves the line free for other output. */
  clear(): void {
    if (this.#screen.isTTY === true) this.#screen.write('\r\u001b[2K');
  }
}

/** One line: a bar when the size is known, records sent, their rate, and how long the rest takes at this rate. */
export function progressText(state: SendState, seconds: number, withBar: boolean): string {
  const { sent, failed, reached, total } = state;
  const share = total === undefined || total === 0 ? undefined : Math.min(1, reached / total);
  const parts = [`${sent} sent`, `${Math.round(sent / Math.max(seconds, 0.001))}/s`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (share === undefined) return parts.join(', ');
  parts.unshift(`${Math.floor(share * 100)}%`);
  if (share > 0 && share < 1) parts.push(`${duration((seconds * (1 - share)) / share)} left`);
  const filled = Math.round(share * barWidth);
  return `${withBar ? `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ` : ''}${parts.join(', ')}`;
}

/** Seconds as 45 s, 3 min or 2 h. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
