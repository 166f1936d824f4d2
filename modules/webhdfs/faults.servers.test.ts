import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ensureCertificates } from '../../certs/authority.ts';
import { openssl } from '../../certs/openssl.ts';
import { dfsAdmin } from '../../local/hdfs/administration.ts';
import { hdfsDirectory, type HdfsRole } from '../../local/hdfs/configuration.ts';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { certificateFiles, instanceAt } from '../../local/instance/instance.ts';
import { dataNode, nameNode } from '../../local/services/hdfs.ts';
import type { Service } from '../../local/services/service.ts';
import { serviceState, startService, stopService } from '../../local/services/services.ts';
import { runCommand } from '../../local/setup/command.ts';
import { javaBinary } from '../../local/setup/paths.ts';
import { hdfsAs, namesIn } from '../../tests/support/hdfs.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import { webHdfsClient, type WebHdfsOptions } from './client.ts';
import type { WebHdfs } from './webhdfs.ts';

/** An HDFS that these tests may break. */
const instance = instanceAt(uniqueName('faults'), await freePortOffset(17_000));
const staging = '/staging';
/** Java programs start in it, on a machine that may do other things. */
const startTimeoutMs = 240_000;
const both = [nameNode, dataNode];
const soon: WebHdfsOptions = { retries: { attempts: 3, deadlineMs: 2_000 } };
const hdfs = hdfsAs(instance, 'hdfs', soon);

beforeAll(async () => {
  await Promise.all(both.map((service) => startService(instance, service)));
  await hdfs.mkdirs(staging);
}, startTimeoutMs);
afterAll(async () => {
  hdfs.close();
  await Promise.all(both.map((service) => stopService(instance, service)));
  rmSync(instance.directory, { recursive: true, force: true });
});

function signal(service: Service, name: NodeJS.Signals): void {
  const state = serviceState(instance, service);
  if (state.state === 'running') process.kill(-state.pid, name);
}

const MiB = 1024 ** 2;
const publish = (path: string, size = 1_000, client: WebHdfs = hdfs): Promise<boolean> =>
  client.publish(path, Buffer.alloc(size, 'a'), { staging });

/** Content that goes on until the test has seen enough; tells how much of it was taken. */
function endless(): { readonly content: Readable; readonly taken: () => number; readonly end: () => void } {
  const piece = Buffer.alloc(64 * 1024, 'b');
  const ending = new AbortController();
  let taken = 0;
  function* content(): Iterable<Buffer> {
    for (; !ending.signal.aborted; taken += piece.length) yield piece;
  }
  return { content: Readable.from(content()), taken: () => taken, end: () => ending.abort() };
}

describe('a quota', () => {
  const [fewBytes, fewNames] = ['/few-bytes', '/few-names'];

  beforeAll(async () => {
    await hdfs.mkdirs(fewBytes);
    await hdfs.mkdirs(fewNames);
    await dfsAdmin(instance, '-setSpaceQuota', '1m', fewBytes);
    await dfsAdmin(instance, '-setQuota', '1', fewNames);
  });

  test.each([1_000, 8 * MiB])(
    'of bytes that is reached by a file of %i bytes is told, and how to mend it',
    async (size) => {
      const created = hdfs.create(`${fewBytes}/a`, Buffer.alloc(size), { overwrite: true });
      await expect(created).rejects.toMatchObject({
        code: 'hdfs_quota',
        message: expect.stringContaining('hdfs dfsadmin -setSpaceQuota'),
      });
    },
  );

  test('of names that is reached is told; what was staged is removed', async () => {
    await expect(publish(`${fewNames}/a`)).rejects.toMatchObject({ code: 'hdfs_quota' });
    await expect(hdfs.mkdirs(`${fewNames}/b`)).rejects.toMatchObject({ code: 'hdfs_quota' });
    expect(await namesIn(hdfs, staging)).toEqual([]);
  });
});

test(
  'in safe mode nothing is written, which is told, and files are read; afterwards all is as before',
  async () => {
    await publish('/before', 10);
    await dfsAdmin(instance, '-safemode', 'enter');
    await expect(publish('/safe')).rejects.toMatchObject({ code: 'hdfs_safe_mode' });
    await expect(hdfs.rename('/before', '/after')).rejects.toMatchObject({ code: 'hdfs_safe_mode' });
    expect(await hdfs.read('/before')).toHaveLength(10);
    await dfsAdmin(instance, '-safemode', 'leave');
    expect(await publish('/safe')).toBe(true);
  },
  startTimeoutMs,
);

test('a DataNode that stands still holds back what is sent to it, and loses nothing', async () => {
  const { content, taken, end } = endless();
  const creating = hdfs.create('/held-back', content);
  await expect.poll(taken, { timeout: 30_000 }).toBeGreaterThan(4 * MiB);
  signal(dataNode, 'SIGSTOP');
  onTestFinished(() => signal(dataNode, 'SIGCONT'));
  let before = 0;
  const grown = (): number => {
    const growth = taken() - before;
    before = taken();
    return growth;
  };
  await expect.poll(grown, { interval: 1_000, timeout: 30_000 }).toBe(0);
  signal(dataNode, 'SIGCONT');
  await expect.poll(taken, { timeout: 30_000 }).toBeGreaterThan(before);
  end();
  await creating;
  expect(await hdfs.status('/held-back')).toMatchObject({ length: taken() });
});

test(
  'a DataNode that stops in the middle of a file: it is told, nothing is shown, and the next attempt succeeds',
  async () => {
    const { content, taken } = endless();
    const publishing = hdfs.publish('/cut', content, { staging }).catch((error: unknown) => error);
    await expect.poll(taken, { timeout: 30_000 }).toBeGreaterThan(4 * MiB);
    signal(dataNode, 'SIGKILL');
    expect(await publishing).toMatchObject({ code: 'hdfs_no_datanode' });
    expect(await hdfs.status('/cut')).toBeUndefined();
    await expect(publish('/cut')).rejects.toMatchObject({ code: 'hdfs_no_datanode' });
    await expect(hdfs.read('/before')).rejects.toMatchObject({ code: 'hdfs_no_datanode' });
    await startService(instance, dataNode);
    expect(await publish('/cut')).toBe(true);
    expect(await hdfs.status('/cut')).toMatchObject({ length: 1_000 });
  },
  startTimeoutMs,
);

test(
  'a NameNode that is restarted: who is impatient is told, who is patient publishes once it is back',
  async () => {
    const patient = hdfsAs(instance, 'hdfs', { retries: { attempts: 200, deadlineMs: 120_000 } });
    onTestFinished(() => patient.close());
    signal(nameNode, 'SIGKILL');
    await expect(publish('/restarted')).rejects.toMatchObject({
      code: 'hdfs_unavailable',
      message: expect.stringContaining('cannot be reached; check that it runs'),
    });
    const publishing = publish('/restarted', 1_000, patient);
    await startService(instance, nameNode);
    expect(await publishing).toBe(true);
    expect(await namesIn(hdfs, staging)).toEqual([]);
    expect(await hdfs.read('/restarted')).toHaveLength(1_000);
  },
  startTimeoutMs,
);

describe('over TLS with client certificates', () => {
  const url = `https://localhost:${instance.ports.nameNode}`;
  const password = 'changeit';
  const secured = [secure(nameNode, 'namenode'), secure(dataNode, 'datanode')];

  const clientOf = (principal?: string, ca = certificateFiles(instance, 'archive').ca): WebHdfs => {
    const { certificate, key } = certificateFiles(instance, principal ?? '');
    const identity = principal === undefined ? {} : { cert: readFileSync(certificate), key: readFileSync(key) };
    return webHdfsClient({ urls: [url], user: 'hdfs' }, { ...soon, tls: { ca: readFileSync(ca), ...identity } });
  };

  /** The same server, speaking HTTPS only, to clients with a certificate of our CA. */
  function secure(service: Service, role: HdfsRole): Service {
    return {
      ...service,
      async prepare(of) {
        await service.prepare(of);
        addSettings(role, 'core-site.xml', { 'hadoop.ssl.require.client.cert': true });
        addSettings(role, 'hdfs-site.xml', {
          'dfs.http.policy': 'HTTPS_ONLY',
          'dfs.namenode.https-address': `localhost:${of.ports.nameNode}`,
          'dfs.datanode.https.address': `localhost:${of.ports.dataNode}`,
          'dfs.client.https.need-auth': true,
        });
        for (const side of ['server', 'client']) addSettings(role, `ssl-${side}.xml`, storeSettings(side), true);
      },
      async isReady() {
        const client = clientOf('archive');
        try {
          await client.create('/.ready-probe', Buffer.from('ready'), { overwrite: true });
          return true;
        } finally {
          client.close();
        }
      },
    };
  }

  const store = (name: string): string => join(hdfsDirectory(instance), `${name}.p12`);

  const storeSettings = (side: string): Record<string, string> => ({
    [`ssl.${side}.keystore.location`]: store('key'),
    [`ssl.${side}.keystore.password`]: password,
    [`ssl.${side}.keystore.keypassword`]: password,
    [`ssl.${side}.keystore.type`]: 'pkcs12',
    [`ssl.${side}.truststore.location`]: store('trust'),
    [`ssl.${side}.truststore.password`]: password,
    [`ssl.${side}.truststore.type`]: 'pkcs12',
  });

  function addSettings(role: HdfsRole, file: string, settings: Record<string, string | boolean>, isNew = false): void {
    const path = join(hdfsDirectory(instance), `${role}-config`, file);
    const properties = Object.entries(settings).map(
      ([name, value]) => `<property><name>${name}</name><value>${value}</value></property>`,
    );
    const before = isNew ? '<configuration></configuration>' : readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('</configuration>', `${properties.join('\n')}</configuration>`));
  }

  beforeAll(async () => {
    await Promise.all(both.map((service) => stopService(instance, service)));
    await ensureCertificates(instance, new Date());
    const { ca, certificate, key } = certificateFiles(instance, 'broker-1');
    const stored = ['-out', store('key'), '-passout', `pass:${password}`];
    await openssl('pkcs12', '-export', '-in', certificate, '-inkey', key, '-certfile', ca, ...stored);
    const keytool = join(dirname(javaBinary()), 'keytool');
    const into = ['-keystore', store('trust'), '-storetype', 'PKCS12', '-storepass', password];
    await runCommand(keytool, ['-importcert', '-noprompt', '-alias', 'ca', '-file', ca, ...into], { timeout: 60_000 });
    await Promise.all(secured.map((service) => startService(instance, service)));
  }, startTimeoutMs);

  test('a client with a certificate writes, reads and publishes', async () => {
    const client = clientOf('archive');
    onTestFinished(() => client.close());
    expect(await client.publish('/over-tls', Buffer.alloc(3 * MiB, 'c'), { staging })).toBe(true);
    expect((await client.read('/over-tls')).equals(Buffer.alloc(3 * MiB, 'c'))).toBe(true);
  });

  test('a client without a certificate is refused', async () => {
    const client = clientOf();
    onTestFinished(() => client.close());
    await expect(client.status('/')).rejects.toMatchObject({
      code: 'hdfs_refused',
      message: expect.stringContaining('certificate'),
    });
  });

  test('a server whose CA is not trusted is refused', async () => {
    const other = join(instance.directory, 'other.crt');
    copyFileSync(certificateFiles(instance, 'archive').certificate, other);
    const client = clientOf('archive', other);
    onTestFinished(() => client.close());
    await expect(client.status('/')).rejects.toMatchObject({ code: 'hdfs_refused' });
  });
});
