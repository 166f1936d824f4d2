import { clockOf, zoneLabel } from '../../modules/duty-time/duty-time.ts';
import { printable } from '../command-line/printable.ts';
import type { LogLine } from './line.ts';

/** `29.11.2026 14:29:49 мск  ERROR  text`; what goes on from a line before stands as it is. */
export function lineText({ at, level, text }: LogLine, zone: string): string {
  if (at === undefined) return printable(text);
  const when = `${clockOf(at, zone)} ${zoneLabel(zone)}`;
  return `${when}  ${(level ?? '').toUpperCase().padEnd(5)}  ${printable(text)}`;
}
