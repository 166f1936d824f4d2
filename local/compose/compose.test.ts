import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { composeFile, composeText } from './compose.ts';

it('the compose file is what the services of `npm start` make of it; else run `npm run compose`', () => {
  expect(readFileSync(composeFile, 'utf8')).toBe(composeText());
});
