import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureCertificates } from '../certs/authority.ts';
import { administrator } from '../modules/platform/access.ts';
import { freePortOffset } from '../local/instance/free-ports.ts';
import { instanceAt, type Instance } from '../local/instance/instance.ts';
import { withAdmin } from '../local/kafka/client.ts';
import { provisionKafka } from '../local/kafka/provision.ts';
import { brokers } from '../local/services/kafka.ts';
import { checkCanStart, startService, stopService } from '../local/services/services.ts';
import { publishAs } from './support/send.ts';
import { readTopic } from '../local/kafka/read-topic.ts';

/** Only root may mount a file system that is small enough to be filled. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
const size = '1400m';
/** Bytes; less than the records take that are sent until one is refused. */
const leftForBrokers = 16 * 1024 ** 2;

describe.skipIf(!mayMount)('a disk of brokers that is full', () => {
  const directory = mkdtempSync(join(tmpdir(), 'marketplace-disk-'));
  const filler = join(directory, 'filler');
  let instance: Instance;

  const startBrokers = (): Promise<unknown> => Promise.all(brokers.map((broker) => startService(instance, broker)));
  const stopBrokers = (): Promise<unknown> => Promise.all(brokers.map((broker) => stopService(instance, broker)));

  beforeAll(async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory]);
    instance = { ...instanceAt('full-disk', await freePortOffset()), directory };
    await ensureCertificates(instance, new Date());
    await startBrokers();
    await withAdmin(instance, provisionKafka);
  });

  afterAll(async () => {
    await stopBrokers();
    // The last thread of a broker may hold its files a moment longer than the broker is there.
    execFileSync('umount', ['--lazy', directory]);
    rmSync(directory, { recursive: true });
  });

  test('refuses what it cannot keep; with space again, all that was acknowledged is there', async () => {
    const acknowledged = new Set<string>();
    const send = async (id: string): Promise<void> => {
      await publishAs(instance, administrator, [{ topic: 'products', key: id, value: 'x'.repeat(900_000) }]);
      acknowledged.add(id);
    };
    for (let n = 0; n < 5; n++) await send(`before-${n}`);

    const { free } = spaceOf(directory);
    // Brokers write meanwhile; what they leave the records fill.
    execFileSync('fallocate', ['--length', String(free - leftForBrokers), filler]);
    await expect(sendUntilRefused(send)).resolves.toMatchObject({ code: 'kafka_unavailable' });
    await stopBrokers();
    await expect(checkCanStart(instance, brokers)).rejects.toMatchObject({
      code: 'disk_full',
      message: expect.stringContaining(directory),
    });

    rmSync(filler);
    await startBrokers();
    await send('after');
    const present = new Set((await readTopic(instance, 'products')).map(({ key }) => String(key)));
    for (const id of acknowledged) expect(present).toContain(id);
  });
});

/** What came of sending when it was refused; brokers may have a little of their files left to write into. */
async function sendUntilRefused(send: (id: string) => Promise<void>): Promise<unknown> {
  for (let n = 0; n < 200; n++)
    try {
      await send(`full-${n}`);
    } catch (error) {
      return error;
    }
  throw new Error('200 records of 900 kB were taken by a disk that is full');
}

function spaceOf(directory: string): { readonly free: number } {
  const lines = execFileSync('df', ['--block-size=1', '--output=avail', directory]).toString().trim().split('\n');
  return { free: Number(lines.at(-1)) };
}
