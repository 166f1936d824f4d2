import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { engineRegion } from '../../modules/platform/instance/cluster.ts';
import { engineEnvironment, engineUrl } from '../engine/endpoint.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { nodePath, pythonBinary } from '../setup/paths.ts';
import { serverEnvironment } from '../instance/environment.ts';
import { answers } from './answers.ts';
import type { Service } from './service.ts';
import { hostOf } from '../../modules/platform/instance/hosts.ts';

const home = (instance: Instance): string => join(instance.directory, 'engine');
/**
 * Link to the folder in which the engine unpacks the functions' code. That is outside of this checkout: inside,
 * a function would find the checkout's package.json and node_modules, which it does not have on AWS.
 */
const workLink = (instance: Instance): string => join(home(instance), 'work');

/**
 * MiniStack: answers the AWS APIs that the stack needs and runs the functions as processes.
 * It keeps nothing over a restart, so the stack is deployed after every start.
 */
export const engine: Service = {
  name: 'engine',
  ports: ['engine'],
  uses: ['broker-1', 'broker-2', 'broker-3', 'opensearch', 'msk'],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 4_000,
  prepare: async (instance) => {
    mkdirSync(home(instance), { recursive: true });
    removeWorkDirectory(instance);
    symlinkSync(mkdtempSync(join(tmpdir(), `marketplace-${instance.name}-`)), workLink(instance));
  },
  command: (instance) => ({
    command: pythonBinary(),
    args: [join(projectRoot, 'local/engine/repaired_engine.py')],
    env: engineProcessEnvironment(instance),
  }),
  isReady: (instance, signal) => answers(`${engineUrl(instance)}/_ministack/health`, signal),
  cleanUp: removeWorkDirectory,
};

/**
 * The engine's environment, which its functions inherit: AWS_ENDPOINT_URL, the region and the local MSK address
 * among it. A function's own variables win over it, and each gets the credentials of its role.
 */
function engineProcessEnvironment(instance: Instance): Record<string, string> {
  const work = realpathSync(workLink(instance));
  return serverEnvironment({
    ...engineEnvironment(instance),
    // Functions run with the first `node` on the path.
    PATH: [nodePath(), process.env['PATH']].join(delimiter),
    // Neither the engine nor a function reads the AWS profiles of the person who runs them.
    HOME: work,
    TMPDIR: work,
    GATEWAY_PORT: String(instance.ports.engine),
    BIND_HOST: hostOf(instance, 'engine'),
    MINISTACK_HOST: hostOf(instance, 'engine'),
    MINISTACK_REGION: engineRegion,
    AUTH: 'true',
    LAMBDA_EXECUTOR: 'local',
    S3_DATA_DIR: join(work, 's3'),
    STATE_DIR: join(work, 'state'),
    // Servers of its own that nothing here uses.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    PYTHONUNBUFFERED: '1',
  });
}

function removeWorkDirectory(instance: Instance): void {
  const link = workLink(instance);
  if (existsSync(link)) rmSync(realpathSync(link), { recursive: true, force: true });
  rmSync(link, { force: true });
}
