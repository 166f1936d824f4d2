import { performance } from 'node:perf_hooks';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { brokerIds, type BrokerId } from '../../modules/platform/instance/hosts.ts';
import { untold } from '../alerts/untold.ts';
import { compose, type Instance } from '../instance/instance.ts';
import { bringBack } from '../platform/recover.ts';
import type { Service } from '../services/service.ts';
import { serviceState, stopService } from '../services/services.ts';
import { findCluster, waitUntilInSync } from './cluster.ts';
import { whyNotSpare } from './spare.ts';

/** How long a server was away, and what came before. */
export interface Restarted {
  readonly stopped: 'stopped' | 'killed' | 'not running';
  readonly seconds: number;
}

const brokerOf = ({ name }: Service): BrokerId | undefined => brokerIds.find((id) => name === `broker-${id}`);

/**
 * Stops a server on purpose, as `npm stop` does, starts it, and resolves when it does its work; people on duty are not told of it.
 * Throws `input_invalid` for a broker without which Kafka would take no records, unless that is meant.
 */
export async function restartServer(
  instance: Instance,
  service: Service,
  { force = false }: { readonly force?: boolean } = {},
): Promise<Restarted> {
  const { name } = service;
  if (instance.inContainers)
    throw new PlatformError(
      'input_invalid',
      `no container can restart another; do it where Docker is: ${compose} restart ${name}`,
    );
  const absence = service.absence?.(instance);
  if (absence !== undefined) throw new PlatformError('input_invalid', `${name} does not run here: ${absence}`);
  const broker = brokerOf(service);
  if (broker !== undefined && !force && isRunning(instance, service)) await requireSpare(instance, broker);
  return untold(instance, name, async () => {
    const began = performance.now();
    const stopped = await stopService(instance, service);
    await bringBack(instance, service);
    if (broker !== undefined && !force) await waitUntilInSync(instance, broker);
    return { stopped, seconds: (performance.now() - began) / 1_000 };
  });
}

const isRunning = (instance: Instance, service: Service): boolean =>
  serviceState(instance, service).state === 'running';

async function requireSpare(instance: Instance, broker: BrokerId): Promise<void> {
  const cluster = await findCluster(instance);
  const why = cluster === undefined ? 'no broker says who is in sync' : whyNotSpare(broker, cluster);
  if (why === undefined) return;
  throw new PlatformError(
    'input_invalid',
    `broker-${broker} cannot be spared: ${why}; --force restarts it all the same`,
  );
}
