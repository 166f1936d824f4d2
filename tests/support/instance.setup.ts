import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { defaultEngine } from '../../local/instance/engine-choice.ts';
import { instanceAt } from '../../local/instance/instance.ts';
import { takeDown } from '../../local/platform/down.ts';
import { bringUp } from '../../local/platform/up.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of the running instance that the tests against real servers use. */
    instance: string;
  }
}

/**
 * Starts an instance of its own for the tests, on free ports, and takes it away afterwards.
 * With MARKETPLACE_TEST_INSTANCE the tests use that running instance instead.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env['MARKETPLACE_TEST_INSTANCE'];
  if (running !== undefined) {
    project.provide('instance', running);
    return undefined;
  }
  const engine = project.name === 'localstack' ? 'localstack' : defaultEngine;
  const instance = instanceAt(`test-${process.pid}`, await freePortOffset(), { engine });
  const leave = async (): Promise<void> => {
    await takeDown(instance);
    rmSync(instance.directory, { recursive: true, force: true });
  };
  try {
    await bringUp(instance, { sample: false });
  } catch (error) {
    await leave();
    throw error;
  }
  project.provide('instance', instance.name);
  return leave;
}
