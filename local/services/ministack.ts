import { join } from 'node:path';
import { engineRegion } from '../../modules/platform/instance/cluster.ts';
import { hostOf } from '../../modules/platform/instance/hosts.ts';
import { projectRoot } from '../instance/instance.ts';
import { pythonBinary } from '../setup/paths.ts';
import { programEnvironment, type EngineProgram } from './engine-program.ts';

/** MiniStack. A function's own variables win over those that it inherits here, and each gets the credentials of its role. */
export const ministack: EngineProgram = {
  health: '/_ministack/health',
  command: (instance, work) => ({
    command: pythonBinary(),
    args: [join(projectRoot, 'local/engine/repaired_engine.py')],
    env: programEnvironment(instance, work, {
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
    }),
  }),
};
