import { z } from 'zod';
import type { InvalidParameter } from './problem.ts';

/** A parameter that may stand once. */
export const once = <T extends z.ZodType<unknown, string>>(schema: T) =>
  z
    .array(z.string())
    .max(1, 'must stand once')
    .transform(([value]) => value)
    .pipe(schema);

export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'must be a whole number from 1 on', abort: true })
    .transform(Number)
    .pipe(z.number().max(most, `must be at most ${most}`));

/** Every parameter that is wrong. `request` completes "is not a parameter of". */
export const invalidOf = ({ issues }: z.ZodError, request: string): InvalidParameter[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((parameter) => ({ parameter, detail: `is not a parameter of ${request}` }))
      : [{ parameter: String(issue.path[0] ?? 'query'), detail: issue.message }],
  );
