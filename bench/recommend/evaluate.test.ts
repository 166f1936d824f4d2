import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

const did = (productId: string) => ({ productId, at: 1, action: 'click' }) as const;

test('what everyone met is told from what few did', () => {
  const training = [
    { buyer: '1', events: [did('a'), did('b')] },
    { buyer: '2', events: [did('a'), did('c')] },
  ];
  const cases = [
    { buyer: '1', past: [did('b')], hidden: new Set(['c']), at: 2 },
    { buyer: '2', past: [did('c')], hidden: new Set(['b']), at: 2 },
  ];
  const quality = evaluate(
    () =>
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    { training, cases, repeats: false },
  );
  expect(quality).toMatchObject({ hitRate20: 0.5, mrr20: 0.25, recall20: 0.5, coverage: 2 / 3 });
  // The first gets a alone, which both met: no surprise. The second gets a, and b, which one of two met: a bit.
  expect(quality.novelty).toBeCloseTo(0.25);
  expect(quality.popularityBias).toBeCloseTo((2 + 1.5) / (1 + 1));
});
