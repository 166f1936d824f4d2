import type { Instance } from '../instance/instance.ts';
import type { PortName } from '../../modules/platform/instance/ports.ts';
import type { ProcessCommand } from '../instance/process.ts';

/** A server of an instance: one process that says how it starts, when it is ready and how long it may take to stop. */
export interface Service {
  readonly name: string;
  /** Ports that it listens on. */
  readonly ports: readonly PortName[];
  /** Names of services that must be stopped after this one, because it uses them while it stops. */
  readonly uses: readonly string[];
  /** Milliseconds that it may stand still while it starts: it is waited for as long as it makes progress, within a bound. */
  readonly readyTimeoutMs: number;
  /** Longest time that it gets to stop by itself, in milliseconds. */
  readonly stopTimeoutMs: number;
  /** How far it gives way to the others when the processors are busy, from 0 to 19 as in nice(1); 0 when it says nothing. */
  readonly niceness?: number;
  /** What must be on disk before the process starts: configuration, formatted storage. Runs before every start. */
  prepare(instance: Instance): Promise<void>;
  command(instance: Instance): ProcessCommand;
  /** Whether it does its work now. A rejection counts as not yet. */
  isReady(instance: Instance, signal: AbortSignal): Promise<boolean>;
  /**
   * Only of a service that the platform works without: why there is none on this machine or in this instance, on one
   * line; undefined when it is to run.
   */
  absence?(instance: Instance): string | undefined;
  /** Removes what it leaves outside of the instance's folder. Runs when it has stopped. */
  cleanUp?(instance: Instance): void;
}
