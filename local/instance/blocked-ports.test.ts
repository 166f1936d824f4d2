import { expect, test } from 'vitest';
import { portNames, portsAt } from '../../modules/platform/instance/ports.ts';
import { blockedPorts, refuseBlockedPorts } from './blocked-ports.ts';

test.each(blockedPorts)('fetch refuses port %d without looking who listens', async (port) => {
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: 'bad port' } });
});

test('an offset that moves a server onto such a port is refused, with the port and whose it is', () => {
  expect(() => refuseBlockedPorts(portsAt(2_000), portNames)).toThrow('fetch refuses port 6566 (engine)');
  expect(() => refuseBlockedPorts(portsAt(2_000), ['opensearch'])).not.toThrow();
  expect(() => refuseBlockedPorts(portsAt(0), portNames)).not.toThrow();
});
