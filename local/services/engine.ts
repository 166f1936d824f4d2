import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineUrl } from '../engine/endpoint.ts';
import { addressOf } from '../instance/engine-choice.ts';
import type { Instance } from '../instance/instance.ts';
import { answers } from './answers.ts';
import type { EngineProgram } from './engine-program.ts';
import { localstack } from './localstack.ts';
import { ministack } from './ministack.ts';
import type { Service } from './service.ts';

const home = (instance: Instance): string => join(instance.directory, 'engine');
/**
 * Link to the folder in which the engine unpacks the functions' code. That is outside of this checkout: inside,
 * a function would find the checkout's package.json and node_modules, which it does not have on AWS.
 */
const workLink = (instance: Instance): string => join(home(instance), 'work');

const programOf = ({ engine: choice }: Instance): EngineProgram => (choice === 'localstack' ? localstack : ministack);

/**
 * Answers the AWS APIs that the stack needs and runs the functions as processes.
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
    const work = mkdtempSync(join(tmpdir(), `marketplace-${instance.name}-`));
    symlinkSync(work, workLink(instance));
    programOf(instance).prepare?.(work);
  },
  command: (instance) => programOf(instance).command(instance, realpathSync(workLink(instance))),
  isReady: (instance, signal) => answers(`${engineUrl(instance)}${programOf(instance).health}`, signal),
  absence: ({ engine: choice }) => {
    const address = addressOf(choice);
    return address && `the engine is the one at ${address}`;
  },
  cleanUp: removeWorkDirectory,
};

function removeWorkDirectory(instance: Instance): void {
  const link = workLink(instance);
  if (existsSync(link)) rmSync(realpathSync(link), { recursive: true, force: true });
  rmSync(link, { force: true });
}
