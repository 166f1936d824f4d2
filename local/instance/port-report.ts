import { basename, dirname, join } from 'node:path';
import type { PortName } from '../../modules/platform/instance/ports.ts';
import { defaultInstanceName, projectRoot } from './instance.ts';
import type { Listener } from './listeners.ts';

/** A port of an instance that something listens on. */
export interface TakenPort {
  readonly name: PortName;
  readonly port: number;
  /** undefined when the machine does not tell, for instance because the process is another user's. */
  readonly listener: Listener | undefined;
}

/** What to tell the person whose instance finds its ports taken; `freeOffset` is an offset at which none is. */
export function portReport(taken: readonly TakenPort[], name: string, freeOffset: number | undefined): string {
  const byInstance = Map.groupBy(taken, ({ listener }) => listener?.instance);
  const strangers = byInstance.get(undefined) ?? [];
  const instances = [...byInstance].flatMap(([directory, ports]) =>
    directory === undefined ? [] : [{ directory, ports }],
  );
  const pids = [...new Set(strangers.flatMap(({ listener }) => (listener === undefined ? [] : [listener.pid])))];
  const waysOut = [
    ...instances.map(({ directory }) => `stop it: ${stopCommand(directory)}`),
    ...(pids.length > 0 ? [`stop what takes them (kill ${pids.join(' ')})`] : []),
    ...(freeOffset === undefined ? [] : [`use other ports: npm start -- ${beside(name)}--port-offset ${freeOffset}`]),
  ];
  return [
    'Ports that the servers need are taken:',
    ...instances.map(({ directory, ports }) => instanceLine(directory, ports)),
    ...strangers.map((port) => strangerLine(port)),
    ...(waysOut.length === 0 ? [] : [`To go on, ${waysOut.join(', or ')}`]),
  ].join('\n');
}

const beside = (name: string): string => (name === defaultInstanceName ? '' : `--instance ${name} `);

const isOfThisProject = (directory: string): boolean => dirname(directory) === join(projectRoot, '.local');

function instanceLine(directory: string, ports: readonly TakenPort[]): string {
  const name = basename(directory);
  const where = isOfThisProject(directory) ? '' : ` of ${dirname(dirname(directory))}`;
  const numbers = ports.map(({ port }) => port).join(', ');
  return `  the instance "${name}"${where} is running on ${numbers}`;
}

function stopCommand(directory: string): string {
  const name = basename(directory);
  const command = name === defaultInstanceName ? 'npm stop' : `npm stop -- --instance ${name}`;
  return isOfThisProject(directory) ? command : `${command} in ${dirname(dirname(directory))}`;
}

function strangerLine({ name, port, listener }: TakenPort): string {
  const who =
    listener === undefined ? 'a process that this user may not see' : `process ${listener.pid} (${listener.command})`;
  return `  port ${port} (${name}) is taken by ${who}`;
}
