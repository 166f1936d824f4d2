import { expect, test } from 'vitest';
import { keptPopular } from './popular.ts';

function reading() {
  const lists = [['a'], new Error('down'), ['b'], ['c']];
  let [reads, time] = [0, 0];
  const read = async (): Promise<string[]> => {
    const list = lists[reads++] ?? [];
    if (list instanceof Error) throw list;
    return list;
  };
  return { popular: keptPopular(read, () => time), pass: (minutes: number) => (time += minutes * 60_000) };
}

test('the list is read once for all searches of five minutes', async () => {
  const { popular, pass } = reading();
  expect(await Promise.all([popular(), popular()])).toEqual([['a'], ['a']]);
  pass(5);
  expect(await popular()).toEqual(['a']);
});

test('a list that could not be read is read again by the next search', async () => {
  const { popular, pass } = reading();
  await popular();
  pass(6);
  const both = await Promise.allSettled([popular(), popular()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await popular()).toEqual(['b']);
});
