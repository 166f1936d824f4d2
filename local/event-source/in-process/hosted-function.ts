import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { describeError } from '../../../modules/errors/platform-error.ts';
import type { Log } from '../../../modules/logging/log.ts';
import type { Outcome } from '../after-invoke.ts';
import type { Invoke } from '../invoke.ts';
import { settings } from '../settings.ts';
import { readFunction, removeCode, type DeployedFunction } from './deployed-function.ts';
import { FunctionLog } from './function-log.ts';
import { Sandbox, type Environment } from './sandbox.ts';

export interface HostDependencies {
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  /** What every function finds in its environment beside its own variables. */
  readonly environment: Environment;
  readonly log: Log;
}

/** One function in threads of this process: as many as it has events at a time, kept for the next ones. */
export class HostedFunction {
  readonly #name: string;
  readonly #dependencies: HostDependencies;
  readonly #idle = new Map<Sandbox, NodeJS.Timeout>();
  readonly #logs = new Map<string, FunctionLog>();
  #read: { readonly at: number; readonly deployed: Promise<DeployedFunction> } | undefined;
  /** Every one whose code is on this machine. */
  readonly #known = new Set<DeployedFunction>();

  constructor(functionName: string, dependencies: HostDependencies) {
    this.#name = functionName;
    this.#dependencies = dependencies;
  }

  /** An outcome is always a value, as that of the engine is. */
  readonly invoke: Invoke = async (event) => {
    try {
      const deployed = await this.#deployed();
      const log = this.#log(deployed);
      const sandbox = this.#take(deployed) ?? this.#make(deployed, log);
      const outcome = await sandbox.invoke(event);
      this.#release(sandbox);
      if (outcome.kind === 'function_failed') log.write(outcome.error);
      return outcome;
    } catch (error) {
      return notInvoked(error);
    }
  };

  async close(): Promise<void> {
    for (const timer of this.#idle.values()) clearTimeout(timer);
    await Promise.all([...this.#idle.keys()].map((sandbox) => sandbox.end()));
    await Promise.all([...this.#logs.values()].map((log) => log.close()));
    for (const deployed of this.#known) removeCode(deployed);
  }

  /** As it was deployed within the last seconds: a new deployment is met soon, as by Lambda's own pollers. */
  async #deployed(): Promise<DeployedFunction> {
    const now = performance.now();
    if (this.#read === undefined || now - this.#read.at > settings.functionReadIntervalMs) {
      const before = this.#read?.deployed.catch(() => undefined);
      this.#read = { at: now, deployed: this.#readAfter(before) };
    }
    const { deployed } = this.#read;
    return deployed.catch((error: unknown) => {
      this.#read = undefined;
      throw error;
    });
  }

  async #readAfter(before: Promise<DeployedFunction | undefined> | undefined): Promise<DeployedFunction> {
    const deployed = await readFunction(this.#dependencies.lambda, this.#name, await before);
    this.#known.add(deployed);
    return deployed;
  }

  /** The thread that was used last, so that those that are not needed end; those of an earlier revision end at once. */
  #take({ revision }: DeployedFunction): Sandbox | undefined {
    let taken: Sandbox | undefined;
    for (const [sandbox, timer] of [...this.#idle].toReversed()) {
      const current = sandbox.usable && sandbox.revision === revision;
      if (current && taken !== undefined) continue;
      clearTimeout(timer);
      this.#idle.delete(sandbox);
      if (current) taken = sandbox;
      else void sandbox.end();
    }
    return taken;
  }

  #make(deployed: DeployedFunction, log: FunctionLog): Sandbox {
    return new Sandbox(deployed, this.#dependencies.environment, (line) => log.write(line));
  }

  #release(sandbox: Sandbox): void {
    if (!sandbox.usable) return;
    const timer = setTimeout(() => {
      this.#idle.delete(sandbox);
      void sandbox.end();
    }, settings.idleSandboxMs);
    this.#idle.set(sandbox, timer.unref());
  }

  #log({ logGroup }: DeployedFunction): FunctionLog {
    let log = this.#logs.get(logGroup);
    if (log === undefined) {
      log = new FunctionLog(this.#dependencies.logs, logGroup, this.#dependencies.log);
      this.#logs.set(logGroup, log);
    }
    return log;
  }
}

const notInvoked = (error: unknown): Outcome => ({
  kind: 'not_invoked',
  error: describeError(error).slice(0, settings.maxErrorLength),
});
