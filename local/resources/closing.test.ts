import { expect, test } from 'vitest';
import { closing } from './closing.ts';

const opened = (name: string, log: string[]) => ({
  name,
  close: async () => {
    log.push(name);
  },
});

test('what was opened last is closed first, also when the work fails', async () => {
  const log: string[] = [];
  const work = async (): Promise<void> => {
    await using outer = closing(opened('outer', log));
    await using inner = closing(opened('inner', log));
    throw new Error(`with ${outer.name} and ${inner.name}`);
  };
  await expect(work()).rejects.toThrow('with outer and inner');
  expect(log).toEqual(['inner', 'outer']);
});
