import { expect, test } from 'vitest';
import { definition } from '../cdk/spark/definition.ts';
import { sparkLeaseMs } from '../functions/analytics/spark/handed-over.ts';
import { stepIn } from '../functions/analytics/spark/machine-steps.ts';

test('the function knows every step that the machine calls it for, and what is none fails', () => {
  const failure = { Error: 'States.TaskFailed', Cause: 'no room' };
  const { Export, Publish, Abandon } = definition.States;
  expect(stepIn(Export.Parameters)).toEqual({ step: 'export' });
  expect(Publish.Parameters).toEqual({ step: 'publish', 'token.$': '$.run.token' });
  expect(stepIn({ step: 'publish', token: 't' })).toEqual({ step: 'publish', token: 't' });
  expect(Abandon.Parameters).toEqual({ step: 'abandon', 'of.$': '$' });
  expect(stepIn({ step: 'abandon', of: { failure } })).toEqual({ step: 'abandon', of: { failure } });
  expect(stepIn({ source: 'aws.events' })).toBeUndefined();
  expect(() => stepIn({ step: 'begin' })).toThrow('no step of an analysis');
});

test('the lock of a run outlasts both attempts of Spark', () => {
  const { TimeoutSeconds, Retry } = definition.States.Spark;
  expect(Retry).toMatchObject([{ MaxAttempts: 1, IntervalSeconds: 60 }]);
  expect(sparkLeaseMs).toBeGreaterThan((2 * TimeoutSeconds + 60) * 1_000);
});
