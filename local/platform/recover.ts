import { deployStack } from '../deploy/deploy.ts';
import type { Instance } from '../instance/instance.ts';
import { engine } from '../services/engine.ts';
import type { Service } from '../services/service.ts';
import { startAgain, startService } from '../services/services.ts';
import { followStack } from './watch.ts';

type Report = (line: string) => void;

/** Starts a server that has died, with all that it has lost by that, unless it was stopped on purpose meanwhile. */
export async function recover(instance: Instance, service: Service, report: Report): Promise<void> {
  if ((await startAgain(instance, service)) && service === engine) await deployAnew(instance, report);
}

/** The same for one that was stopped on purpose; resolves when it does its work. */
export async function bringBack(instance: Instance, service: Service): Promise<void> {
  await startService(instance, service);
  if (service === engine) await deployAnew(instance, () => undefined);
}

/** Deploys the stack onto an engine that has lost it: MiniStack keeps nothing over a restart. */
export async function deployAnew(instance: Instance, report: Report): Promise<void> {
  await deployStack(instance, report);
  await followStack(instance);
}
