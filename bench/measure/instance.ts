import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { Listr } from 'listr2';
import { progressOn } from '../../local/command-line/task-progress.ts';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { findInstance, instanceAt, type Instance } from '../../local/instance/instance.ts';
import { takeDown } from '../../local/platform/down.ts';
import { bringUp } from '../../local/platform/up.ts';
import { opensearch } from '../../local/services/opensearch.ts';
import { startService } from '../../local/services/services.ts';
import { setupTasks } from '../../local/setup/setup.ts';

/** A measurement's own output is on stdout. */
const progress = process.stderr;

/** Starts what a measurement needs of an instance. */
type Start = (instance: Instance) => Promise<unknown>;

const everything: Start = (instance) => bringUp(instance, { sample: false, progress });

/** OpenSearch alone, for what needs nothing else. */
export const onlyOpenSearch: Start = (instance) =>
  new Listr([...setupTasks(), { title: 'OpenSearch', task: () => startService(instance, opensearch) }], {
    registerSignalListeners: false,
    ...progressOn(progress),
  }).run();

/** Hands over the running platform of that name, or a fresh and empty one that is taken away afterwards. */
export async function onInstance(
  name: string | undefined,
  use: (instance: Instance) => Promise<void>,
  start: Start = everything,
): Promise<void> {
  if (name !== undefined) return use(findInstance(name));
  const instance = instanceAt(`bench-${process.pid}`, await freePortOffset());
  const signals = removingOnSignals(instance);
  try {
    await start(instance);
    await use(instance);
  } finally {
    await (signals.removal() ?? remove(instance));
    signals.forget();
  }
}

async function remove(instance: Instance): Promise<void> {
  await takeDown(instance, progress);
  rmSync(instance.directory, { recursive: true, force: true });
}

/** Ctrl-C must not leave a dozen servers behind: they are taken away, and the process ends with that. */
function removingOnSignals(instance: Instance) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let removal: Promise<void> | undefined;
  const stop = (signal: (typeof signals)[number]): void => {
    removal ??= remove(instance).finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    /** What is under way since a signal came; whatever else fails because of it is no news. */
    removal: () => removal,
    forget: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
