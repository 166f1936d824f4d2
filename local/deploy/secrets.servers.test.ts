import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleHandler } from '../../cdk/packaging/bundle.ts';
import {
  kafkaFunctionNames,
  kafkaAuthoritySecretName,
  kafkaSecretName,
  lambdaName,
} from '../../modules/platform/function-names.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { engineCallBounds } from './engine-failure.ts';

/** Reads the secret that the event names with the rights of its role, and says what it found, without the values. */
const probeSource = (sdk: string): string => `
  import { GetSecretValueCommand, SecretsManagerClient } from '${sdk}';
  const client = new SecretsManagerClient({});
  export const handler = async ({ secret }: { secret: string }) => {
    try {
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
      return Object.keys(JSON.parse(SecretString)).toSorted();
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
  };`;

const client = new LambdaClient({ ...engineClientConfig(testInstance()), ...engineCallBounds });
const probes = kafkaFunctionNames.map((name) => ({ name, probe: uniqueName(`probe-${name}`) }));

beforeAll(async () => {
  const code = await probeCode();
  await Promise.all(probes.map(({ name, probe }) => createProbe(probe, lambdaName(name), code)));
});

afterAll(async () => {
  await Promise.all(probes.map(({ probe }) => client.send(new DeleteFunctionCommand({ FunctionName: probe }))));
  client.destroy();
});

describe.each(probes)('with the role of $name a function', ({ name, probe }) => {
  test('reads its own certificate and the CA', async () => {
    expect(await readWith(probe, kafkaSecretName(name))).toEqual(['certificate', 'privateKey']);
    expect(await readWith(probe, kafkaAuthoritySecretName)).toEqual(['certificate']);
  });

  test.each(kafkaFunctionNames.filter((other) => other !== name))('is refused the certificate of %s', async (other) => {
    expect(await readWith(probe, kafkaSecretName(other))).toBe('AccessDeniedException');
  });
});

async function probeCode(): Promise<Uint8Array> {
  const directory = mkdtempSync(join(tmpdir(), 'probe-'));
  try {
    const entry = join(directory, 'handler.ts');
    writeFileSync(entry, probeSource(new URL(import.meta.resolve('@aws-sdk/client-secrets-manager')).pathname));
    const files = await bundleHandler(entry);
    return zipSync(Object.fromEntries(files.map(({ name, contents }) => [name, contents])));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function createProbe(probe: string, sameRoleAs: string, code: Uint8Array): Promise<void> {
  const { Role } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: sameRoleAs }));
  await client.send(
    new CreateFunctionCommand({
      FunctionName: probe,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 20,
      Code: { ZipFile: code },
    }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 20, minDelay: 0.1, maxDelay: 1 }, { FunctionName: probe });
}

async function readWith(probe: string, secret: string): Promise<string | string[]> {
  const { Payload } = await client.send(
    new InvokeCommand({ FunctionName: probe, Payload: JSON.stringify({ secret }) }),
  );
  return z.union([z.string(), z.array(z.string())]).parse(JSON.parse(Buffer.from(Payload ?? []).toString()));
}
