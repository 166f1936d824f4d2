import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

test('no more than so many run at once, all run, and they begin in the order in which they came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (scheduler, size) => {
      const slots = new Slots(size);
      const begun: number[] = [];
      let running = 0;
      const work = (index: number) => async () => {
        begun.push(index);
        running += 1;
        expect(running).toBeLessThanOrEqual(size);
        await scheduler.schedule(Promise.resolve());
        running -= 1;
      };
      const all = Promise.all(Array.from({ length: 10 }, (_, index) => slots.use(work(index))));
      await scheduler.waitFor(all);
      expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }),
  );
});

test('a failure gives its slot back', async () => {
  const slots = new Slots(1);
  await expect(slots.use(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(slots.use(() => Promise.resolve('next'))).resolves.toBe('next');
});
