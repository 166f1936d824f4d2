import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { check, jsonOf } from '../../modules/errors/schema.ts';
import type { Position } from './position.ts';

const fileSchema = z.record(z.string(), z.object({ from: z.number(), seen: z.array(z.string()).readonly() }));

/** How far each log group was read, kept over restarts. */
export interface Positions {
  of(group: string): Position;
  /** On disk when it returns. */
  set(group: string, position: Position): void;
}

/** Positions in a file. Groups that it does not know begin at `otherwise`; so do all when it cannot be read, but `now`. */
export function positionsIn(file: string, { otherwise, now }: { otherwise: number; now: number }): Positions {
  const { positions, begin } = load(file, otherwise, now);
  return {
    of: (group) => positions[group] ?? { from: begin, seen: [] },
    set(group, position) {
      positions[group] = position;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(positions));
      renameSync(`${file}.new`, file);
    },
  };
}

/** What a broken file had read is not known: nothing is counted twice, and lines before this moment are not counted. */
function load(file: string, otherwise: number, now: number): { positions: z.infer<typeof fileSchema>; begin: number } {
  if (!existsSync(file)) return { positions: {}, begin: otherwise };
  const content = check(fileSchema, jsonOf(readFileSync(file, 'utf8')));
  return content.ok ? { positions: content.value, begin: otherwise } : { positions: {}, begin: now };
}
