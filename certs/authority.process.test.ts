import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, principalNames } from '../modules/platform/access.ts';
import { instanceAt, type Instance } from '../local/instance/instance.ts';
import { brokerNames, certificateNames, ensureCertificates, listCertificates } from './authority.ts';

const day = 86_400_000;
const now = new Date();
const later = (days: number): Date => new Date(now.getTime() + days * day);

let instance: Instance;
let made: readonly string[];
const file = (name: string): string => join(instance.directory, 'certs', name);
const certificate = (name: string): X509Certificate => new X509Certificate(readFileSync(file(`${name}.crt`)));

beforeAll(async () => {
  instance = { ...instanceAt('unit', 0), directory: mkdtempSync(join(tmpdir(), 'certs-test-')) };
  made = await ensureCertificates(instance, now);
});
afterAll(() => rmSync(instance.directory, { recursive: true }));

it('every broker, every principal and the administrator get a certificate', () => {
  expect(made).toEqual(['ca', ...brokerNames, ...principalNames, administrator]);
  expect(listCertificates(instance).map(({ name }) => name)).toEqual(made);
});

describe.each(certificateNames)('the certificate of %s', (name) => {
  it('has only its name as subject, names this machine and a container, and is signed by the CA', () => {
    const leaf = certificate(name);
    const ca = certificate('ca');
    expect(leaf.subject).toBe(`CN=${name}`);
    expect(leaf.subjectAltName).toBe(`DNS:localhost, IP Address:127.0.0.1, DNS:${name}`);
    expect(leaf.ca).toBe(false);
    expect(leaf.checkIssued(ca) && leaf.verify(ca.publicKey)).toBe(true);
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });

  it('has a PKCS#8 key that only its owner may read', () => {
    expect(readFileSync(file(`${name}.key`), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/u);
    expect(statSync(file(`${name}.key`)).mode & 0o777).toBe(0o600);
  });
});

it("a broker's PEM file holds key, leaf and CA in this order", () => {
  const parts = ['broker-1.key', 'broker-1.crt', 'ca.crt'].map((name) => readFileSync(file(name), 'utf8'));
  expect(readFileSync(file('broker-1.pem'), 'utf8')).toBe(parts.join(''));
  expect(statSync(file('broker-1.pem')).mode & 0o777).toBe(0o600);
});

it('making certificates again changes nothing', async () => {
  const before = certificate('filter').fingerprint256;
  expect(await ensureCertificates(instance, now)).toEqual([]);
  expect(certificate('filter').fingerprint256).toBe(before);
});

it('a certificate whose key does not belong to it is made again, and only that one', async () => {
  writeFileSync(file('shop.key'), readFileSync(file('filter.key')));
  expect(await ensureCertificates(instance, now)).toEqual(['shop']);
  expect(await ensureCertificates(instance, now)).toEqual([]);
});

it('certificates are renewed when they end within 30 days, under the same CA', async () => {
  const ca = certificate('ca').fingerprint256;
  expect(await ensureCertificates(instance, later(825 - 31))).toEqual([]);
  expect(await ensureCertificates(instance, later(825 - 29))).toEqual(certificateNames);
  expect(certificate('ca').fingerprint256).toBe(ca);
});

it('a renewed CA makes every certificate new', async () => {
  const before = certificate('ca').fingerprint256;
  expect(await ensureCertificates(instance, now, { renew: 'leaves' })).toEqual(certificateNames);
  expect(await ensureCertificates(instance, now, { renew: 'all' })).toEqual(['ca', ...certificateNames]);
  const ca = certificate('ca');
  expect(ca.fingerprint256).not.toBe(before);
  expect(certificateNames.every((name) => certificate(name).verify(ca.publicKey))).toBe(true);
});

it('a leaf of another CA, as an interrupted renewal leaves it, is made again', async () => {
  const other = { ...instance, directory: mkdtempSync(join(tmpdir(), 'certs-test-other-')) };
  await ensureCertificates(other, now);
  for (const suffix of ['crt', 'key'])
    writeFileSync(file(`index.${suffix}`), readFileSync(join(other.directory, 'certs', `index.${suffix}`)));
  rmSync(other.directory, { recursive: true });
  expect(await ensureCertificates(instance, now)).toEqual(['index']);
});
