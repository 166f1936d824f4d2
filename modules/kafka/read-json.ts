import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { badContent, badMessage, parsed, type Parsed } from '../errors/bad-message.ts';
import { check, jsonOf } from '../errors/schema.ts';

/** The value of a record as JSON of the schema's shape; what is wrong is a value that names the field. */
export function readJson<T>(bytes: Buffer | null, schema: z.ZodType<T>): Parsed<T> {
  if (bytes === null) return badMessage('value_missing', 'the record has no value');
  if (!isUtf8(bytes)) return badMessage('invalid_utf8', 'the value is not valid UTF-8');
  const content = jsonOf(bytes.toString('utf8'));
  if (content === undefined) return badMessage('invalid_json', 'the value is not JSON');
  const result = check(schema, content);
  return result.ok ? parsed(result.value) : badContent('invalid_record', result.issues);
}
