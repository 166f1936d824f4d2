import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { definition, placeholders } from './definition.ts';

interface Validated {
  readonly isValid: boolean;
  readonly errors: readonly unknown[];
}

const require = createRequire(import.meta.url);
const validate = require('asl-validator') as (definition: object) => Validated;

/** The definition as Step Functions reads it. */
const deployed = JSON.parse(
  JSON.stringify(definition).replaceAll(/\$\{(?<name>\w+)\}/gu, (_, name: string) =>
    name === 'Function' ? 'arn:aws:lambda:eu-central-1:1:function:f' : `of ${name}`,
  ),
) as typeof definition;

test('the definition is one of the Amazon States Language', () => {
  expect(validate(deployed)).toMatchObject({ isValid: true, errors: [] });
});

test.each([
  ['a step that is not there', { ...deployed, StartAt: 'Nowhere' }],
  ['an unknown kind of state', { ...deployed, States: { ...deployed.States, Failed: { Type: 'Fall' } } }],
  ['a step that nothing leads to', { ...deployed, States: { ...deployed.States, Left: { Type: 'Succeed' } } }],
])('with %s it would be refused', (_, broken) => {
  expect(validate(broken).isValid).toBe(false);
});

test('what it leaves open is what the stack fills in', () => {
  const open = JSON.stringify(definition).matchAll(/\$\{(?<name>\w+)\}/gu);
  expect(new Set(Array.from(open, ({ groups }) => groups?.['name']))).toEqual(new Set(placeholders));
});

test('each task is bounded in time, tried again at times of its own, and leads to the end of the run when it fails', () => {
  const tasks = Object.entries(definition.States).filter(([, state]) => state.Type === 'Task');
  expect(tasks.map(([name]) => name)).toEqual(['Export', 'Spark', 'Publish', 'Abandon']);
  for (const [name, task] of tasks)
    expect(task).toMatchObject({
      TimeoutSeconds: expect.any(Number),
      Retry: [{ JitterStrategy: 'FULL', MaxAttempts: expect.any(Number) }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: name === 'Abandon' ? 'Failed' : 'Abandon' }],
    });
});
