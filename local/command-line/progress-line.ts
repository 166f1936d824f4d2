/** What the line is written to. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds between two lines: a terminal redraws one line, anything else gets a new line each time. */
const redrawEvery = 100;
const newLineEvery = 5_000;

const emptyLine = '\r\u001b[2K';

/** Shows how far a run is. Times are in milliseconds. */
export class ProgressLine {
  readonly #screen: Screen;
  #shownAt: number;

  constructor(screen: Screen, now: number) {
    this.#screen = screen;
    this.#shownAt = now;
  }

  /** `text` is only asked for when it is time to show it. */
  show(text: (atTerminal: boolean) => string, now: number): void {
    const atTerminal = this.#screen.isTTY === true;
    if (now - this.#shownAt < (atTerminal ? redrawEvery : newLineEvery)) return;
    this.#shownAt = now;
    this.#screen.write(atTerminal ? `${emptyLine}${text(true)}` : `${text(false)}\n`);
  }

  /** Leaves the line free for other output. */
  clear(): void {
    if (this.#screen.isTTY === true) this.#screen.write(emptyLine);
  }
}
