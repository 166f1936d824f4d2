import { z } from 'zod';
import type { SchemaIssue } from '../errors/schema.ts';
import type { InvalidParameter } from './problem.ts';

/** What the value of a parameter is that may stand once: documents of the API show that, and not a list of one. */
export const valuesOfSingle = new WeakMap<object, z.ZodType>();

/** A parameter that may stand once. */
export function once<T extends z.ZodType<unknown, string>>(schema: T) {
  const parameter = z
    .array(z.string())
    .max(1, 'must stand once')
    .transform(([value]) => value)
    .pipe(schema);
  valuesOfSingle.set(parameter, schema);
  return parameter;
}

export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'must be a whole number from 1 on', abort: true })
    .transform(Number)
    .pipe(z.number().max(most, `must be at most ${most}`))
    .meta({ type: 'integer', minimum: 1, maximum: most });

/** These parameters and no other. `request` completes "is not a parameter of". */
export const onlyParameters = <T extends z.ZodRawShape>(shape: T, request: string) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `is not a parameter of ${request}` : undefined),
  });

/** Every parameter that is wrong; one that may stand several times is named without the number of its value. */
export const invalidOf = (issues: readonly SchemaIssue[]): InvalidParameter[] =>
  issues.map(({ path, message }) => ({ parameter: path.replace(/\.\d+$/u, '') || 'query', detail: message }));
