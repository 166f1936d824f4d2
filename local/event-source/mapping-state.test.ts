import { expect, test } from 'vitest';
import { stateOfBeginning, stateOfEnding } from './mapping-state.ts';

const stack = new Map([
  ['Enabled', true],
  ['Disabled', false],
]);

test('a mapping that begins is created, enabled or updated', () => {
  expect(['New', 'Disabled', 'Enabled'].map((id) => stateOfBeginning(id, stack))).toEqual([
    'Creating',
    'Enabling',
    'Updating',
  ]);
});

test('a mapping that ends is deleted, disabled or updated', () => {
  expect(['Gone', 'Disabled', 'Enabled'].map((id) => stateOfEnding(id, stack))).toEqual([
    'Deleting',
    'Disabling',
    'Updating',
  ]);
});
