import { expect, test } from 'vitest';
import { secondAttempts } from './correct.ts';
import type { Result } from './result.ts';

type Suggestions = NonNullable<Result['suggest']>['spelling'];

/** A result without hits, and what OpenSearch says about spellings. */
const nothing = (spelling: Suggestions = []): Result => ({
  took: 1,
  timed_out: false,
  hits: { total: { value: 0 }, hits: [] },
  aggregations: {
    category: { values: { buckets: [] } },
    brand: { values: { buckets: [] } },
    currency: { values: { buckets: [] } },
    price: { values: { ranges: { buckets: [] } } },
    matches: { doc_count: 0 },
  },
  suggest: { spelling },
});

test('the other layout is tried before other spellings, and what is merely similar last', () => {
  const attempts = secondAttempts(
    'xfcs',
    nothing([{ offset: 0, length: 4, options: [{ text: 'xbox', score: 0.75 }] }]),
  );
  expect(attempts).toEqual([
    { text: 'часы', matching: 'strict', correction: { from: 'xfcs', to: 'часы', kind: 'layout' } },
    { text: 'xbox', matching: 'strict', correction: { from: 'xfcs', to: 'xbox', kind: 'spelling' } },
    { text: 'xfcs', matching: 'similar' },
  ]);
});

test('only the words that are not known are respelled, each in its place', () => {
  const spelling = [
    { offset: 0, length: 5, options: [{ text: 'умные', score: 0.8 }] },
    { offset: 6, length: 4, options: [{ text: 'часы', score: 0.75 }] },
    { offset: 11, length: 5, options: [] },
  ];
  expect(secondAttempts('имные чясы casio', nothing(spelling))[0]).toMatchObject({ text: 'умные часы casio' });
});

test('a word that has too little in common is not what was meant', () => {
  const spelling = [{ offset: 0, length: 4, options: [{ text: 'белая', score: 0.5 }] }];
  expect(secondAttempts('бега', nothing(spelling)).map(({ text }) => text)).toEqual([',tuf', 'бега']);
});
