import { expect, test } from 'vitest';
import { tellSteps } from './steps.ts';

const prepared = JSON.stringify({ name: 'prices', seconds: 1.5 });
const analysis = (name: string) => ({ name, seconds: 2, rows: 3, bytes: 4 });
const line = (name: string): string => JSON.stringify(analysis(name));

test('steps are told in their order, one after the other, and nothing else that is printed is one', async () => {
  const told: unknown[] = [];
  const steps = tellSteps(
    async (report) => {
      await Promise.resolve();
      told.push(report);
    },
    (report) => told.push(report),
  );
  for (const text of ['WARN {', prepared, '{"name":"a"}', '{"name":', line('categories'), line('co_occurrence')])
    steps.onLine(text);
  await steps.told();
  expect(told).toEqual([{ name: 'prices', seconds: 1.5 }, analysis('categories'), analysis('co_occurrence')]);
  for (const name of ['categories', 'co_occurrence', 'a']) steps.tell(analysis(name));
  await steps.told();
  expect(told.slice(3)).toEqual([analysis('a')]);
  expect(steps.signal.aborted).toBe(false);
});

test('what cannot be kept ends the job, and no further step is told', async () => {
  const told: string[] = [];
  const lost = new Error('the lock is lost');
  const steps = tellSteps(async ({ name }) => {
    told.push(name);
    throw lost;
  });
  steps.onLine(line('categories'));
  steps.onLine(line('co_occurrence'));
  await expect(steps.told()).rejects.toBe(lost);
  expect(steps.signal).toMatchObject({ aborted: true, reason: lost });
  expect(told).toEqual(['categories']);
});
