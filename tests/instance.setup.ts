import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of the running instance that the tests against real servers use. */
    instance: string;
  }
}

/** Starts an instance of its own for the tests, or uses the running one that MARKETPLACE_TEST_INSTANCE names. */
export default function setup(project: TestProject): void {
  const running = process.env['MARKETPLACE_TEST_INSTANCE'];
  if (running === undefined) throw new Error('set MARKETPLACE_TEST_INSTANCE');
  project.provide('instance', running);
}
