import { isAtLeast, type Level, type LogLine } from './line.ts';

/** Which lines of a log are shown. */
export interface Choice {
  /** Epoch milliseconds; without it all of them. */
  readonly since: number | undefined;
  readonly level: Level | undefined;
}

/** Whether a line is shown, one after the other: what goes on from a line is shown when that is. */
export function chooser({ since, level }: Choice): (line: LogLine) => boolean {
  let isShown = since === undefined && level === undefined;
  return (line) => {
    // A line that says when begins something, even where it has no level.
    if (line.at === undefined && line.level === undefined) return isShown;
    const isNew = since === undefined || line.at === undefined || line.at >= since;
    isShown = isNew && (level === undefined || isAtLeast(line.level, level));
    return isShown;
  };
}
