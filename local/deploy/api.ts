import { APIGatewayClient, paginateGetApiKeys, paginateGetRestApis, type RestApi } from '@aws-sdk/client-api-gateway';
import { apiAddressAt, apiName } from '../../modules/platform/api-names.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { engineClientConfig, engineUrl } from '../engine/endpoint.ts';
import type { Instance } from '../instance/instance.ts';
import { engineCallBounds, engineFailure } from './engine-failure.ts';

/** Where the deployed API of an instance answers, without a slash at the end. */
export async function apiAddress(instance: Instance): Promise<string> {
  const api = await ask(instance, 'find the API', async (client) => {
    for await (const { items = [] } of paginateGetRestApis({ client }, {})) {
      const found = items.find(({ name }: RestApi) => name === apiName);
      if (found !== undefined) return found;
    }
    return undefined;
  });
  if (api?.id === undefined) throw notDeployed(`there is no API "${apiName}"`);
  return apiAddressAt(engineUrl(instance), api.id);
}

/** The value of an API key, which the service made when the stack was deployed. Not to be logged. */
export async function apiKey(instance: Instance, name: string): Promise<string> {
  const value = await ask(instance, `read the API key "${name}"`, async (client) => {
    for await (const { items = [] } of paginateGetApiKeys({ client }, { nameQuery: name, includeValues: true })) {
      const found = items.find((key) => key.name === name);
      if (found !== undefined) return found.value;
    }
    return undefined;
  });
  if (value === undefined) throw notDeployed(`there is no API key "${name}"`);
  return value;
}

const notDeployed = (what: string): PlatformError =>
  new PlatformError('not_running', `${what} on this engine yet; deploy the stack with: npm run deploy`);

async function ask<T>(instance: Instance, action: string, call: (client: APIGatewayClient) => Promise<T>): Promise<T> {
  const client = new APIGatewayClient({ ...engineClientConfig(instance), ...engineCallBounds });
  try {
    return await call(client);
  } catch (error) {
    throw engineFailure(instance, error, action);
  } finally {
    client.destroy();
  }
}
