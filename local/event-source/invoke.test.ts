import { LambdaClient } from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { answeringServer } from '../../tests/support/answering-server.ts';
import { invoker } from './invoke.ts';
import { settings } from './settings.ts';

/** The outcome of one invocation, by an engine that answers so and is waited for so many milliseconds. */
async function outcomeOf(answer: () => object | undefined, longest = 10_000) {
  const client = new LambdaClient({
    endpoint: await answeringServer(answer),
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return invoker(client, 'recorder', longest - settings.invokeOverheadMs)(Buffer.from('{}'));
}

test('what a function answers is a success', async () => {
  expect(await outcomeOf(() => ({}))).toEqual({ kind: 'succeeded' });
});

test('an invocation without an answer in time has not succeeded', async () => {
  expect(await outcomeOf(() => undefined, 300)).toEqual({ kind: 'not_invoked', error: 'no answer within 300 ms' });
});
