import { rmSync } from 'node:fs';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { findInstance, instanceAt, type Instance } from '../../local/instance/instance.ts';
import { takeDown } from '../../local/platform/down.ts';
import { bringUp } from '../../local/platform/up.ts';

/** Hands over the running platform of that name, or a fresh and empty one that is taken away afterwards. */
export async function onInstance(name: string | undefined, use: (instance: Instance) => Promise<void>): Promise<void> {
  if (name !== undefined) return use(findInstance(name));
  const instance = instanceAt(`bench-${process.pid}`, await freePortOffset());
  try {
    await bringUp(instance, { sample: false });
    await use(instance);
  } finally {
    await takeDown(instance);
    rmSync(instance.directory, { recursive: true, force: true });
  }
}
