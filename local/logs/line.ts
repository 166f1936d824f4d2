/** From the least to the greatest; what a line is asked for is shown with everything above it. */
export const levels = ['debug', 'info', 'warn', 'error'] as const;

export type Level = (typeof levels)[number];

/** A line of a log as people read it. */
export interface LogLine {
  /** Epoch milliseconds; undefined of a line that goes on from the one before: a stack trace, a table. */
  readonly at: number | undefined;
  /** Undefined where a program says none. */
  readonly level: Level | undefined;
  readonly text: string;
}

const levelNames: Readonly<Record<string, Level>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  fatal: 'error',
  critical: 'error',
};

export const isAtLeast = (level: Level | undefined, least: Level): boolean =>
  level !== undefined && levels.indexOf(level) >= levels.indexOf(least);

const levelOf = (name: unknown): Level | undefined =>
  typeof name === 'string' ? levelNames[name.toLowerCase()] : undefined;

const momentOf = (text: string): number | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

/** Log4j's and Python's: without a zone it is this machine's. */
const plain = /^(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[,.]\d+)?Z?)\s+(?<level>[A-Z]+)\s+(?<text>.*)$/u;
/** Prometheus's and Alertmanager's. */
const logfmt = /^(?:ts|time)=(?<time>\S+) (?<rest>.*)$/u;

/** Reads a line of any of the servers and functions. `at`: when it came, where its program does not say. */
export function readLine(text: string, at?: number): LogLine {
  const json = text.startsWith('{') ? objectOf(text) : undefined;
  if (json !== undefined) return ofObject(json, at);
  const ofServer = plain.exec(text)?.groups;
  if (ofServer !== undefined) {
    const { time = '', level, text: said = '' } = ofServer;
    return { at: momentOf(time.replace(' ', 'T').replace(',', '.')), level: levelOf(level), text: said };
  }
  const { time = '', rest = '' } = logfmt.exec(text)?.groups ?? {};
  if (time !== '') return { at: momentOf(time), level: levelOf(/level=(\w+)/u.exec(rest)?.[1]), text: rest };
  return { at, level: undefined, text };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

/** The line of an outcome. Its metrics are said by its other fields, too. */
function ofObject(outcome: Readonly<Record<string, unknown>>, came: number | undefined): LogLine {
  const { time, level, message, _aws: metrics, ...fields } = outcome;
  const said = Object.entries(fields).map(([name, value]) => `${name}=${valueText(value)}`);
  return {
    at: typeof time === 'string' ? momentOf(time) : came,
    // A line of metrics alone is the line of an outcome that went well.
    level: levelOf(level) ?? (metrics === undefined ? undefined : 'info'),
    text: [...(typeof message === 'string' ? [message] : []), ...said].join(' '),
  };
}

const valueText = (value: unknown): string =>
  typeof value === 'string' && !/[\s"=]/u.test(value) && value !== '' ? value : JSON.stringify(value);
