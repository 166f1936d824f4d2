import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import { engineClientConfig, engineUrl } from '../engine/endpoint.ts';
import { shellEnvironment, withoutAccounts } from '../engine/shell.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { runCommand } from '../setup/command.ts';
import { withLock } from '../setup/lock.mjs';
import { hasStamp, setStamp } from '../setup/stamp.ts';
import { createAssetBucket } from './asset-bucket.ts';
import { engineCallBounds, engineFailure } from './engine-failure.ts';
import { putPictures } from './pictures.ts';
import { putSecrets } from './secrets.ts';
import { synthesisStamp } from './synthesis.ts';

/** Milliseconds, far more than it takes on a machine with nothing else to do. */
const deploymentTimeout = 600_000;

/**
 * Deploys the stack to the instance's engine with plain `cdk deploy`, and the sample's pictures beside it, then puts the functions'
 * certificates into their secrets. `onProgress` gets each line that CDK prints; when it fails, its last lines are in the error.
 */
export async function deployStack(
  instance: Instance,
  onProgress: (line: string) => void = () => undefined,
): Promise<void> {
  // CDK would do it too, but takes two seconds to say that nobody answers.
  await createAssetBucket({ ...engineClientConfig(instance), ...engineCallBounds }).catch((error: unknown) => {
    throw engineFailure(instance, error, "make the bucket for the functions' code");
  });
  // The supervisor may be at it, too, or somebody at another terminal.
  await withLock(
    join(instance.directory, 'run/deployment.lock'),
    () => onProgress('another deployment is under way'),
    () => deploy(instance, onProgress),
  );
}

async function deploy(instance: Instance, onProgress: (line: string) => void): Promise<void> {
  await Promise.all([runCdk(instance, onProgress), putPictures(instance)]);
  onProgress('certificates into secrets');
  await putSecrets(instance);
}

/** What was synthesized from the same files is deployed as it is: a synthesis costs as much as a broker's start. */
async function runCdk(instance: Instance, onProgress: (line: string) => void): Promise<void> {
  const env = await cdkEnvironment(instance);
  // Of its own, so that instances can be deployed at once.
  const assembly = join(instance.directory, 'cdk.out');
  const synthesis = ['--output', assembly, ...contextArguments(instance)];
  const stamp = synthesisStamp([...synthesis, env['AWS_ENDPOINT_URL'] ?? '']);
  const isMade = hasStamp(assembly, stamp);
  if (!isMade) setStamp(assembly, undefined);
  await runCommand(
    join(projectRoot, 'node_modules/.bin/cdk'),
    ['deploy', ...(isMade ? ['--app', assembly] : synthesis), ...deploymentArguments],
    { cwd: projectRoot, env, timeout: deploymentTimeout, onLine: onProgress },
  );
  if (!isMade) setStamp(assembly, stamp);
}

/** What cdk finds in its environment, whatever account that of this process leads to. */
export async function cdkEnvironment(instance: Instance): Promise<NodeJS.ProcessEnv> {
  const address = await byNumber(engineUrl(instance));
  return {
    ...withoutAccounts(process.env),
    ...shellEnvironment(instance),
    AWS_ENDPOINT_URL: address,
    AWS_ENDPOINT_URL_S3: address,
    // Loading CloudFormation's rules takes longer than making the template; `npm test` applies them.
    CDK_VALIDATION: 'false',
    CI: 'true',
  };
}

const contextArguments = (instance: Instance): string[] => [
  '--context',
  'target=local',
  '--context',
  `portOffset=${instance.portOffset}`,
  '--context',
  `containers=${instance.inContainers}`,
];

const deploymentArguments = [
  // Nobody reviews a change set on a developer's machine.
  '--method',
  'direct',
  '--progress',
  'events',
];

/** The same address with the number of its host: of a host's name S3 clients make `bucket.name`, which nobody knows. */
async function byNumber(address: string): Promise<string> {
  const url = new URL(address);
  const host = await lookup(url.hostname, { family: 4 });
  return `${url.protocol}//${host.address}:${url.port}`;
}
