import { jsonLog, type Log } from './log.ts';

/** The log of a process that lives long: every line says when. */
export const processLog: Log = jsonLog((line) =>
  process.stdout.write(`{"time":"${new Date().toISOString()}",${line.slice(1)}`),
);
