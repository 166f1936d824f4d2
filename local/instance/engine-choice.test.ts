import { expect, test } from 'vitest';
import { engineUrl } from '../engine/endpoint.ts';
import { engine } from '../services/engine.ts';
import { engineChoiceSchema } from './engine-choice.ts';
import { instanceAt } from './instance.ts';

test.each([
  ['ministack', 'http://127.0.0.1:4576', true],
  ['localstack', 'http://127.0.0.1:4576', true],
  ['http://localstack.test:4566/', 'http://localstack.test:4566', false],
])('with --engine %s the engine is at %s, and started here: %s', (text, address, isStarted) => {
  const instance = instanceAt('chosen', 10, { engine: engineChoiceSchema.parse(text) });
  expect(engineUrl(instance)).toBe(address);
  expect(engine.absence?.(instance) === undefined).toBe(isStarted);
});

test.each(['moto', 'localhost:4566', 'ftp://localhost:4566', ''])('%j is no engine', (text) => {
  expect(engineChoiceSchema.safeParse(text).error?.issues[0]?.message).toContain('must be ministack, localstack or');
});
