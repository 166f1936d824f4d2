import type { Invoke } from '../invoke.ts';
import { HostedFunction, type HostDependencies } from './hosted-function.ts';

/** The functions that run in threads of this process instead of in the engine; all mappings of one share its threads. */
export class InProcessFunctions {
  readonly #dependencies: HostDependencies;
  readonly #functions = new Map<string, HostedFunction>();

  constructor(dependencies: HostDependencies) {
    this.#dependencies = dependencies;
  }

  invoker(functionName: string): Invoke {
    let found = this.#functions.get(functionName);
    if (found === undefined) {
      found = new HostedFunction(functionName, this.#dependencies);
      this.#functions.set(functionName, found);
    }
    return found.invoke;
  }

  /** Ends every thread, and delivers what the functions have logged. */
  async close(): Promise<void> {
    await Promise.all([...this.#functions.values()].map((each) => each.close()));
  }
}
