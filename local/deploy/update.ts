import { LambdaClient, UpdateFunctionCodeCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { bundleHandler, handlerFile, type PackagedFile } from '../../cdk/packaging/bundle.ts';
import { companionFiles, thisPlatform } from '../../cdk/packaging/companions.ts';
import { lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { zip } from '../../cdk/packaging/zip.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import type { Instance } from '../instance/instance.ts';
import { engineCallBounds, engineFailure } from './engine-failure.ts';

const liveWithinSeconds = 10;

/**
 * Replaces the code of one deployed function by what stands in its folder and resolves when the next call meets it.
 * Everything else of the stack stays as it was deployed.
 */
export async function updateFunction(instance: Instance, name: FunctionName): Promise<void> {
  await putCode(instance, name, [...(await bundleHandler(handlerFile(name))), ...companionFiles(name, thisPlatform)]);
}

/** Puts a package onto a deployed function. */
export async function putCode(instance: Instance, name: FunctionName, files: readonly PackagedFile[]): Promise<void> {
  const client = new LambdaClient({ ...engineClientConfig(instance), ...engineCallBounds });
  const FunctionName = lambdaName(name);
  try {
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip(files) }));
    await waitUntilFunctionUpdatedV2(
      { client, maxWaitTime: liveWithinSeconds, minDelay: 0.1, maxDelay: 1 },
      { FunctionName },
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException')
      throw new PlatformError(
        'not_running',
        `${FunctionName} is not deployed yet; deploy the stack with: npm run deploy`,
      );
    throw engineFailure(instance, error, `update ${FunctionName}`);
  } finally {
    client.destroy();
  }
}
