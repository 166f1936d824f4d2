import { plainTable } from './table.ts';
import type { ServerStatus } from './servers.ts';

const stateNames = { running: 'работает', died: 'упал', stopped: 'остановлен' } as const;

/** The servers of an instance as a table; a server that died brings the end of its log. */
export function renderServers(servers: readonly ServerStatus[]): string {
  const table = plainTable(
    ['сервер', 'состояние', 'pid', 'память', 'порты'],
    ['left', 'left', 'right', 'right', 'left'],
  );
  for (const { name, state, pid, memory, ports } of servers)
    table.push([name, stateNames[state], pid ?? '—', memory === undefined ? '—' : megabytes(memory), ports.join(' ')]);
  const ends = servers.flatMap(({ name, lastLines }) =>
    lastLines.length === 0 ? [] : [`  ${name}, конец журнала:`, ...lastLines.map((line) => `    ${line}`)],
  );
  return ['Серверы', table.toString(), ...ends].join('\n');
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} МБ`;
