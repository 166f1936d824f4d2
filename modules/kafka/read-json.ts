import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { badMessage, parsed, type Parsed } from '../errors/bad-message.ts';

/** The value of a record as JSON of the schema's shape; what is wrong is a value that names the field. */
export function readJson<T>(bytes: Buffer | null, schema: z.ZodType<T>): Parsed<T> {
  if (bytes === null) return badMessage('value_missing', 'the record has no value');
  if (!isUtf8(bytes)) return badMessage('invalid_utf8', 'the value is not valid UTF-8');
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch {
    return badMessage('invalid_json', 'the value is not JSON');
  }
  const result = schema.safeParse(content);
  if (result.success) return parsed(result.data);
  const [issue] = result.error.issues;
  return badMessage('invalid_record', `${issue?.path.join('.') || 'value'}: ${issue?.message ?? 'is invalid'}`);
}
