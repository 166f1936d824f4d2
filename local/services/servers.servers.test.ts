import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureCertificates } from '../../certs/authority.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';
import { portNames, type PortName } from '../../modules/platform/instance/ports.ts';

const instance = testInstance();
/** The exporters of the brokers' metrics speak plain HTTP, on this machine only. */
const brokerPorts = portNames.filter((name) => /^(?:broker(?!Metrics)|controller)/u.test(name));

/** Sends an HTTP request line byte for byte, as curl does with a URL that holds UTF-8, and resolves to the answer. */
async function getRaw(port: number, target: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, 'utf8');
  return text(socket);
}

/** Kafka's ApiVersions request, version 0: length, key 18, version, correlation id, no client id. */
const apiVersionsRequest = Buffer.from('0000000a0012000000000001ffff', 'hex');
const answerTimeoutMs = 5_000;

/** What a Kafka listener does with a client that shows the given certificate: it answers, or how it refuses. */
function reactionTo(port: number, identity: ConnectionOptions): Promise<string> {
  const ca = readFileSync(certificateFiles(instance, 'admin').ca);
  const socket = connectTls({ host: 'localhost', port, ca, timeout: answerTimeoutMs, ...identity });
  return new Promise<string>((resolve) => {
    // With TLS 1.3 the client believes itself connected before the server has seen its certificate.
    socket.on('secureConnect', () => socket.write(apiVersionsRequest));
    socket.on('data', () => resolve('answers'));
    socket.on('error', ({ message }) => resolve(`refuses: ${message}`));
    socket.on('close', () => resolve('refuses: closed'));
    socket.on('timeout', () => resolve('says nothing'));
  }).finally(() => socket.destroy());
}

const identityOf = (owner: Instance, principal: string): ConnectionOptions => {
  const { certificate, key } = certificateFiles(owner, principal);
  return { cert: readFileSync(certificate), key: readFileSync(key) };
};

const put = (address: string, body: unknown): Promise<Response> =>
  fetch(address, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('OpenSearch', () => {
  const index = uniqueName('raw-query');
  const url = `http://127.0.0.1:${instance.ports.opensearch}/${index}`;

  afterAll(async () => {
    await fetch(url, { method: 'DELETE' });
  });

  it('finds Russian text by a query string that is not percent-encoded, and by one that is', async () => {
    const settings = { number_of_shards: 1, number_of_replicas: 0 };
    const created = await put(url, {
      settings,
      mappings: { properties: { name: { type: 'text', analyzer: 'russian' } } },
    });
    expect(created.status).toBe(200);
    await put(`${url}/_doc/1?refresh=true`, { name: 'Наручные часы' });
    const query = `/${index}/_search?q=name:`;
    for (const target of [`${query}часы`, `${query}часов`, query + encodeURIComponent('часы')])
      expect(await getRaw(instance.ports.opensearch, target)).toContain('"hits":{"total":{"value":1');
  });

  it('does not make an index by itself', async () => {
    const missing = uniqueName('no-index');
    const response = await put(`http://127.0.0.1:${instance.ports.opensearch}/${missing}/_doc/1`, {});
    expect(response.status).toBe(404);
  });
});

/** Somebody who makes certificates with our names under a CA of their own. */
const stranger: Instance = { ...instance, directory: mkdtempSync(join(tmpdir(), 'other-ca-')) };
beforeAll(async () => {
  await ensureCertificates(stranger, new Date());
});
afterAll(() => rmSync(stranger.directory, { recursive: true }));

describe.each(brokerPorts)('the Kafka listener %s', (name: PortName) => {
  const port = instance.ports[name];

  it('answers a client with a certificate of the CA', async () => {
    expect(await reactionTo(port, identityOf(instance, 'search'))).toBe('answers');
  });

  it('refuses a client without a certificate', async () => {
    expect(await reactionTo(port, {})).toMatch(/^refuses/u);
  });

  it('refuses a certificate of another CA, whatever name it has', async () => {
    expect(await reactionTo(port, identityOf(stranger, 'admin'))).toMatch(/^refuses/u);
  });
});

const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal);

it.runIf(outside !== undefined)('no server can be reached from outside of this machine', async () => {
  const attempts = portNames.map(async (name) => {
    const socket = connect(instance.ports[name], outside?.address);
    const reached = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    return reached ? [name] : [];
  });
  expect((await Promise.all(attempts)).flat()).toEqual([]);
});
