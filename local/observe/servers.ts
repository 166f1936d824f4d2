import type { Instance } from '../instance/instance.ts';
import { lastLogLines } from '../instance/logs.ts';
import { readIfThere } from '../instance/process-identity.mjs';
import { isReady } from '../services/ready.ts';
import type { Service } from '../services/service.ts';
import { isWanted, processes, serviceState, services, supervisor } from '../services/services.ts';
import { readSupervision } from '../instance/read-supervision.ts';
import type { Supervised } from '../instance/supervision.ts';

/** A server of an instance as the machine sees it. */
export interface ServerStatus {
  readonly name: string;
  readonly state: 'running' | 'died' | 'stopped';
  readonly pid?: number;
  /** Epoch milliseconds. */
  readonly startedAt?: number;
  /** Resident memory in bytes, where the machine tells. */
  readonly memory?: number;
  readonly ports: readonly number[];
  /** The end of the log of a server that died. */
  readonly lastLines: readonly string[];
  /** What the supervisor does about it, when it is not well. */
  readonly supervised?: Supervised;
}

const shownLogLines = 5;

/** All servers but those that this instance does without. */
export const readServers = async (instance: Instance): Promise<readonly ServerStatus[]> =>
  instance.inContainers
    ? Promise.all(services.filter((each) => isWanted(instance, each)).map((each) => askServer(instance, each)))
    : processesOf(instance);

const portsOf = (instance: Instance, service: Service): readonly number[] =>
  service.ports.map((port) => instance.ports[port]);

/** From outside of its container, a server that does not answer is one that is stopped. */
async function askServer(instance: Instance, service: Service): Promise<ServerStatus> {
  const state = (await isReady(instance, service)) ? 'running' : 'stopped';
  return { name: service.name, state, ports: portsOf(instance, service), lastLines: [] };
}

function processesOf(instance: Instance): readonly ServerStatus[] {
  const servers = processes.flatMap((service) => processOf(instance, service));
  // What one that is gone has told last is no news.
  const isSupervised = servers.some(({ name, state }) => name === supervisor.name && state === 'running');
  const supervised = isSupervised ? readSupervision(instance)?.servers : undefined;
  return servers.map((server) => ({
    ...server,
    ...(supervised?.[server.name] && { supervised: supervised[server.name] }),
  }));
}

function processOf(instance: Instance, service: Service): readonly ServerStatus[] {
  const state = serviceState(instance, service);
  if (state.state === 'stopped' && !isWanted(instance, service)) return [];
  const ports = portsOf(instance, service);
  if (state.state === 'running')
    return [{ name: service.name, ports, lastLines: [], ...state, ...memoryOf(state.pid) }];
  const lastLines = state.state === 'died' ? lastLogLines(instance, service.name, shownLogLines) : [];
  return [{ name: service.name, ports, ...state, lastLines }];
}

function memoryOf(pid: number): { readonly memory?: number } {
  const status = readIfThere(`/proc/${pid}/status`) ?? '';
  const kilobytes = /^VmRSS:\s+(?<kB>\d+)/mu.exec(status)?.groups?.['kB'];
  return kilobytes === undefined ? {} : { memory: Number(kilobytes) * 1024 };
}
