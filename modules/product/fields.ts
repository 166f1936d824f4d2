import { z } from 'zod';
import { currencyIsUsed, unusedCurrency } from './currencies.ts';
import { toMinorUnits } from './money.ts';

/** In bytes of UTF-8: OpenSearch takes 512 for a document id, and the product's id is one. */
export const maxProductIdBytes = 512;
/** For words that are filtered and counted by; names and descriptions are only bounded by the record. */
export const maxKeywordLength = 512;
export const maxItems = 1_000;

export const keyword = z.string().max(maxKeywordLength);
export const count = z.int().nonnegative();

/** What refinements ask for, as far as JSON Schema can say it: for the API's documents. */
const letters = String.raw`\S`;

const visible = /[^\s\p{Cc}\p{Cf}\p{Variation_Selector}\u115f\u1160\u2800\u3164]/u;

/** Whether a text has anything that is seen. */
export const isSeen = (text: string): boolean => visible.test(text);

/** What identifies a product, everywhere. */
export const productIdSchema = z
  .string()
  .refine(isSeen, 'must not be empty')
  .refine(
    (value) => Buffer.byteLength(value) <= maxProductIdBytes,
    `must have at most ${maxProductIdBytes} bytes in UTF-8`,
  )
  .refine((value) => value.isWellFormed(), 'must be well-formed Unicode')
  .meta({
    pattern: letters,
    maxLength: maxProductIdBytes,
    description: `At most ${maxProductIdBytes} bytes in UTF-8.`,
  });

export const name = z.string().refine(isSeen, 'must not be empty').meta({ pattern: letters });

/** A category as everyone names it: blanks around it are no part of it, and any run of blanks inside is one. */
export const categoryName = (text: string): string => text.trim().replaceAll(/\s+/gu, ' ');

/** `.` and `..` cannot stand in the address of a category. */
export const category = keyword
  .transform(categoryName)
  .refine(isSeen, 'must not be empty')
  .refine((text) => text !== '.' && text !== '..', 'must be a name')
  .meta({ pattern: letters, not: { enum: ['.', '..'] } });

const currency = z
  .string()
  // Without `abort` zod would go on to count in the units of a currency that cannot be one.
  .refine(currencyIsUsed, { error: ({ input }) => unusedCurrency(String(input)), abort: true })
  .meta({ pattern: '^[A-Z]{3}$' });

export const price = z
  .looseObject({ amount: z.number().nonnegative(), currency })
  .refine(({ amount, currency: code }) => toMinorUnits(amount, code) !== undefined, {
    path: ['amount'],
    message: 'is too large',
  });

const isoTime =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:T(?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-](?:(?:0\d|1[0-7])(?::?[0-5]\d)?|18(?::?00)?))?)?$/u;

/** An offset has 18 hours at most: OpenSearch reads no more. Seconds, the colon of an offset and its minutes may be left out, as ISO 8601 has it. */
export function isTime(text: string): boolean {
  const { date = '', time = '00:00' } = isoTime.exec(text)?.groups ?? {};
  const parsed = new Date(`${date}T${time.length === 5 ? `${time}:00` : time.slice(0, 8)}Z`);
  // A day that its month does not have becomes one of the next month.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

export const time = z
  .string()
  .refine(isTime, 'must be an ISO 8601 date or time')
  .meta({ anyOf: [{ format: 'date-time' }, { format: 'date' }] });
