import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hostPortOf } from '../../modules/platform/instance/hosts.ts';
import { projectRoot } from '../instance/instance.ts';
import { pythonBinary, toolDirectory } from '../setup/paths.ts';
import { programEnvironment, type EngineProgram } from './engine-program.ts';

/** LocalStack without Docker: functions are processes (docs/decisions/052), mappings of Kafka are taken and not polled (031). */
export const localstack: EngineProgram = {
  health: '/_localstack/health',
  prepare: (work) => {
    const scripts = join(work, 'etc/localstack/init/start.d');
    mkdirSync(scripts, { recursive: true });
    symlinkSync(join(projectRoot, 'local/compose/localstack/kafka_mappings.py'), join(scripts, 'kafka_mappings.py'));
  },
  command: (instance, work) => {
    const address = hostPortOf(instance, 'engine', 'engine');
    return {
      command: pythonBinary(toolDirectory('localstack')),
      args: ['-m', 'localstack.runtime.main'],
      env: programEnvironment(instance, work, {
        GATEWAY_LISTEN: address,
        LOCALSTACK_HOST: address,
        // A container that this may run in is not LocalStack's own.
        OVERRIDE_IN_DOCKER: 'false',
        FILESYSTEM_ROOT: work,
        // Nothing is compiled into the checkout.
        PYTHONPYCACHEPREFIX: join(work, 'pycache'),
        PYTHONPATH: join(projectRoot, 'local/engine/localstack'),
        LAMBDA_RUNTIME_EXECUTOR: 'node-process',
        // Functions start slowly on a machine that starts everything else at once.
        LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: '120',
        DNS_ADDRESS: '0',
        DISABLE_EVENTS: '1',
        SKIP_SSL_CERT_DOWNLOAD: '1',
      }),
    };
  },
};
