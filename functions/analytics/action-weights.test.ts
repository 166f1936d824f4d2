import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionWeights } from '../../modules/ubi/action.ts';

test('the analyses weigh actions as recommendations do', () => {
  const sql = readFileSync(join(import.meta.dirname, 'sql/inputs/events.sql'), 'utf8');
  const weights = [...sql.matchAll(/WHEN '(\w+)' THEN (\d+)e0/g)].map(([, action, weight]) => [action, Number(weight)]);
  expect(Object.fromEntries(weights)).toEqual(actionWeights);
});
