import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LayeredMap, type Changes } from './layered-map.ts';

const anyChanges: fc.Arbitrary<Changes<number, number>> = fc
  .array(fc.tuple(fc.nat(40), fc.option(fc.nat(), { nil: undefined })), { maxLength: 15 })
  .map((changes) => new Map(changes));

const sorted = (entries: Iterable<[number, number]>): [number, number][] =>
  [...entries].toSorted(([one], [other]) => one - other);

test('a map that others were made of stays what it was, and each has what its changes say', () => {
  fc.assert(
    fc.property(fc.array(anyChanges, { maxLength: 10 }), (steps) => {
      const plain = new Map<number, number>();
      const made = [{ map: LayeredMap.of<number, number>(new Map()), expected: sorted(plain) }];
      for (const changes of steps) {
        for (const [key, value] of changes)
          if (value === undefined) plain.delete(key);
          else plain.set(key, value);
        made.push({ map: LayeredMap.of(made.at(-1)?.map ?? new Map()).with(changes), expected: sorted(plain) });
      }
      for (const { map, expected } of made) {
        expect(sorted(map)).toEqual(expected);
        expect(map.size).toBe(expected.length);
        expect(Array.from({ length: 41 }, (_, key) => map.get(key))).toEqual(
          Array.from({ length: 41 }, (_, key) => new Map(expected).get(key)),
        );
      }
    }),
  );
});
