import { mkdirSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { uniqueName } from '../../tests/support/instance.ts';
import { instanceAt } from '../instance/instance.ts';
import { cdkEnvironment } from './deploy.ts';

test('cdk is told the number of an engine that has a name: a bucket before a name would be another one', async () => {
  const instance = instanceAt(uniqueName('named'), 0, { engine: 'http://localhost:4566' });
  mkdirSync(instance.directory, { recursive: true });
  onTestFinished(() => rmSync(instance.directory, { recursive: true }));
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = await cdkEnvironment(instance);
  expect([AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3]).toEqual(['http://127.0.0.1:4566', 'http://127.0.0.1:4566']);
});
