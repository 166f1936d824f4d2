import { connect } from 'node:tls';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { listCertificates } from '../../certs/authority.ts';
import { administrator } from '../../modules/platform/access.ts';
import { brokerIds, type BrokerId } from '../../modules/platform/instance/hosts.ts';
import { runProgram } from '../../tests/support/command.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { indexedIds, sendAsShop, settled } from '../../tests/support/send.ts';
import { until } from '../../tests/support/until.ts';
import { productAt } from '../catalogue/product.ts';
import { certificateFiles } from '../instance/instance.ts';
import { askPrometheus } from '../metrics/ask.ts';
import { prometheus } from '../services/prometheus.ts';
import { readInbox } from '../telegram/inbox.ts';

const instance = testInstance();

/** The certificate that a broker shows. */
async function shown(id: BrokerId): Promise<string> {
  const files = certificateFiles(instance, administrator);
  const [ca, cert, key] = [files.ca, files.certificate, files.key].map((file) => readFileSync(file));
  const socket = connect({ host: '127.0.0.1', port: instance.ports[`broker${id}`], ca, cert, key });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

const made = (name: string): string =>
  new X509Certificate(readFileSync(certificateFiles(instance, name).certificate)).fingerprint256;

test('certificates are renewed while products flow: every broker shows its new one, nothing is lost and nobody is alarmed', async () => {
  const prefix = uniqueName('renewed');
  const count = 3_000;
  const before = await Promise.all(brokerIds.map(shown));
  const authority = made('ca');
  const messages = readInbox(instance).length;
  const products = Array.from({ length: count }, (_, n) => productAt(5, n, prefix));
  const sending = sendAsShop(instance, products, { rate: 40 });
  await until(
    'products flow',
    async () => (await indexedIds(instance, 'filtered_products', prefix)).length > 0,
    240_000,
  );

  const renewed = await runProgram(
    'local/commands/certs.ts',
    ['renew', '--instance', instance.name],
    process.env as Record<string, string>,
  );
  expect(renewed).toMatchObject({ code: 0, err: expect.stringContaining('every certificate is in use') });
  process.stderr.write(renewed.err);
  const after = await Promise.all(brokerIds.map(shown));
  expect(after).toEqual(brokerIds.map((id) => made(`broker-${id}`)));
  expect(after.filter((each) => before.includes(each))).toEqual([]);
  expect(made('ca')).toBe(authority);

  expect(await sending).toMatchObject({ end: 'finished', sent: count });
  await settled(instance);
  expect(new Set(await indexedIds(instance, 'filtered_products', prefix)).size).toBe(count);
  if (prometheus.absence?.(instance) === undefined) {
    const ends =
      listCertificates(instance)
        .find(({ name }) => name === 'filter')
        ?.ends?.getTime() ?? 0;
    await until('the event source uses the new ones', async () => {
      const series = await askPrometheus(instance, 'min(event_source_certificate_end_timestamp_seconds)');
      return Number(series[0]?.value) >= ends / 1_000 - 60;
    });
  }
  expect(readInbox(instance).slice(messages)).toEqual([]);
}, 600_000);
