import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { retried } from '../../modules/retry/retry.ts';
import { apiAddress } from '../deploy/api.ts';
import type { Instance } from '../instance/instance.ts';
import { fillHdfs, fillKafka, fillOpenSearch } from '../platform/fill.ts';
import { deployAnew } from '../platform/recover.ts';
import { doneFile } from './health.ts';

/** Milliseconds between two looks whether the engine still has the stack. */
const lookEvery = 15_000;
const askEvery = 2_000;

/** A deployment is given three minutes; on a machine that builds beside it that may be too few once. */
const onBusyMachine = { attempts: 2, deadlineMs: 400_000, isPassing: () => true };

/**
 * Gives empty servers what they need, and deploys the stack onto the engine: at once, and again whenever the engine has lost it,
 * as MiniStack does when its container starts again. Doing it again changes nothing. Rejects when the first times fail.
 */
export async function provision(instance: Instance, report: (line: string) => void): Promise<never> {
  await Promise.all([
    fillKafka(instance),
    fillOpenSearch(instance, report),
    fillHdfs(instance),
    retried(() => deployAnew(instance, report), onBusyMachine),
  ]);
  report('provisioned');
  writeFileSync(doneFile, '');
  for (;;) {
    await pause(lookEvery);
    if (!(await hasLostStack(instance))) continue;
    report('the engine has no stack: deploying it again');
    await deployAnew(instance, report).catch((error: unknown) => report(`not yet: ${describeError(error)}`));
  }
}

/** Resolves when the engine has the stack. */
export async function untilDeployed(instance: Instance): Promise<void> {
  while (!(await isDeployed(instance))) await pause(askEvery);
}

const isDeployed = (instance: Instance): Promise<boolean> =>
  apiAddress(instance).then(
    () => true,
    () => false,
  );

/** Whether the engine says so: one that is slow or away may have it still. */
const hasLostStack = (instance: Instance): Promise<boolean> =>
  apiAddress(instance).then(
    () => false,
    (error: unknown) => error instanceof PlatformError && error.code === 'not_running',
  );
