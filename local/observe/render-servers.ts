import { plainTable } from './table.ts';
import type { ServerStatus } from './servers.ts';

const stateNames = { running: 'работает', died: 'упал', stopped: 'остановлен' } as const;

/** A server that runs may not be ready yet, or still have to be given what it has lost. */
function stateOf({ state, supervised }: ServerStatus): string {
  if (supervised?.doing === 'stays down') return `${stateNames[state]}, больше не запускается`;
  return supervised === undefined ? stateNames[state] : `${stateNames[state]}, запускается снова`;
}

/** The servers of an instance as a table; a server that died brings the end of its log. */
export function renderServers(servers: readonly ServerStatus[]): string {
  const table = plainTable(
    ['сервер', 'состояние', 'pid', 'память', 'порты'],
    ['left', 'left', 'right', 'right', 'left'],
  );
  for (const server of servers) {
    const { name, pid, memory, ports } = server;
    table.push([name, stateOf(server), pid ?? '—', memory === undefined ? '—' : megabytes(memory), ports.join(' ')]);
  }
  const ends = servers.flatMap(({ name, lastLines }) =>
    lastLines.length === 0 ? [] : [`  ${name}, конец журнала:`, ...lastLines.map((line) => `    ${line}`)],
  );
  return ['Серверы', table.toString(), ...ends].join('\n');
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} МБ`;
