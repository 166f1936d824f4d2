import { compose, type Instance } from '../instance/instance.ts';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { breakFunction } from './break-function.ts';
import { named, type Fault } from './fault.ts';
import { injectedFaults, keepInjected, type Injected } from './injected.ts';
import { fillLag, poison } from './records.ts';
import { safeMode } from './safe-mode.ts';
import { stopEngine } from './stop-engine.ts';
import { killBroker, stopBroker, stopServers } from './stop-server.ts';

/** Every fault that can be injected. Doing it again, or putting right what is right, changes nothing. */
export const faults: readonly Fault[] = [
  stopBroker,
  killBroker,
  ...stopServers,
  stopEngine,
  safeMode,
  fillLag,
  poison,
  breakFunction,
];

const faultsByName: ReadonlyMap<string, Fault> = new Map(faults.map((fault) => [fault.name, fault]));

/** Breaks something. It is written down first: what broke half way is restored, too. */
export async function inject(instance: Instance, name: string, choice = ''): Promise<void> {
  const fault = named('fault', name, faultsByName);
  const instead = instance.inContainers ? fault.inContainers?.(choice) : undefined;
  if (instead !== undefined)
    throw new PlatformError(
      'input_invalid',
      `no container can end another; do it where Docker is: ${compose} ${instead}`,
    );
  const others = injectedFaults(instance).filter((each) => each.fault !== name || each.choice !== choice);
  keepInjected(instance, [...others, { fault: name, choice }]);
  await fault.inject(instance, choice);
}

/**
 * Puts everything right, the last fault first, and returns what was. One that cannot be put right keeps no other from it:
 * it is still written down, and `server_not_ready` says why.
 */
export async function restore(instance: Instance): Promise<readonly Injected[]> {
  const injected = injectedFaults(instance).toReversed();
  const failures: { readonly injected: Injected; readonly error: unknown }[] = [];
  for (const each of injected) {
    await named('fault', each.fault, faultsByName)
      .restore(instance, each.choice)
      .catch((error: unknown) => failures.push({ injected: each, error }));
    const left = injectedFaults(instance).filter(({ fault, choice }) => fault !== each.fault || choice !== each.choice);
    if (!failures.some((failure) => failure.injected === each)) keepInjected(instance, left);
  }
  if (failures.length === 0) return injected;
  const why = failures.map(({ injected: { fault }, error }) => `${fault}: ${describeError(error)}`).join('; ');
  throw new PlatformError('server_not_ready', `not everything could be put right, try again: ${why}`);
}
