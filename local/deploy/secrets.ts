import { readFileSync } from 'node:fs';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { kafkaAuthoritySecretName, kafkaFunctionNames, kafkaSecretName } from '../../cdk/function-names.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';
import { engineCallBounds, engineFailure } from './engine-failure.ts';

/** Puts the instance's certificates into the secrets of the deployed stack, whose template has no values. */
export async function putSecrets(instance: Instance): Promise<void> {
  const client = new SecretsManagerClient({ ...engineClientConfig(instance), ...engineCallBounds });
  try {
    await Promise.all(
      secretValues(instance).map(({ name, value }) =>
        client.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(value) })),
      ),
    );
  } catch (error) {
    throw engineFailure(instance, error, "put the functions' certificates into their secrets");
  } finally {
    client.destroy();
  }
}

const read = (file: string): string => readFileSync(file, 'utf8');

function secretValues(instance: Instance): { name: string; value: Record<string, string> }[] {
  const ofFunctions = kafkaFunctionNames.map((name) => {
    const { certificate, key } = certificateFiles(instance, name);
    return { name: kafkaSecretName(name), value: { certificate: read(certificate), privateKey: read(key) } };
  });
  const { ca } = certificateFiles(instance, 'filter');
  return [...ofFunctions, { name: kafkaAuthoritySecretName, value: { certificate: read(ca) } }];
}
