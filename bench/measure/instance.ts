import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { findInstance, instanceAt, type Instance } from '../../local/instance/instance.ts';
import { takeDown } from '../../local/platform/down.ts';
import { bringUp } from '../../local/platform/up.ts';

/** Hands over the running platform of that name, or a fresh and empty one that is taken away afterwards. */
export async function onInstance(name: string | undefined, use: (instance: Instance) => Promise<void>): Promise<void> {
  if (name !== undefined) return use(findInstance(name));
  const instance = instanceAt(`bench-${process.pid}`, await freePortOffset());
  const forgetSignals = removeOnSignals(instance);
  try {
    await bringUp(instance, { sample: false });
    await use(instance);
  } finally {
    await remove(instance);
    forgetSignals();
  }
}

async function remove(instance: Instance): Promise<void> {
  await takeDown(instance);
  rmSync(instance.directory, { recursive: true, force: true });
}

/** Ctrl-C must not leave a dozen servers behind. */
function removeOnSignals(instance: Instance): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = (signal: (typeof signals)[number]): void =>
    void remove(instance).finally(() => process.exit(128 + constants.signals[signal]));
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
