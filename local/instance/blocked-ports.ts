import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { PortName, Ports } from '../../modules/platform/instance/ports.ts';

/** Ports above 1023 that `fetch` connects to in no case: https://fetch.spec.whatwg.org/#port-blocking */
export const blockedPorts: readonly number[] = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/** Rejects ports that no probe and no client could reach; a server there would seem never to get ready. */
export function refuseBlockedPorts(ports: Ports, names: readonly PortName[]): void {
  const blocked = names.filter((name) => blockedPorts.includes(ports[name]));
  if (blocked.length === 0) return;
  const which = blocked.map((name) => `${ports[name]} (${name})`).join(', ');
  throw new PlatformError(
    'input_invalid',
    `fetch refuses port ${which}, whatever listens there: use another --port-offset`,
  );
}
