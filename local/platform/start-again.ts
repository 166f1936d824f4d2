import { deployStack } from '../deploy/deploy.ts';
import type { Instance } from '../instance/instance.ts';
import { engine } from '../services/engine.ts';
import type { Service } from '../services/service.ts';
import { startService } from '../services/services.ts';
import { startMonitoring } from './watch.ts';

/** Starts a server that was stopped, and gives it back what it does not keep; resolves when it does its work. */
export async function startAgain(instance: Instance, service: Service): Promise<void> {
  await startService(instance, service);
  if (service !== engine) return;
  // It keeps nothing over a restart, and the metrics have another address and key then.
  await deployStack(instance);
  await startMonitoring(instance);
}
