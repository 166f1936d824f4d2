import { keyword } from './field.ts';

/** What every document of an analysis has: the run that wrote it, and its time in epoch milliseconds. */
export const run = { run_id: keyword, version: { type: 'long' } };
