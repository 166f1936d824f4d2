import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { administrator, principalNames } from '../modules/platform/access.ts';
import { openssl } from './openssl.ts';

const day = 86_400_000;
const authorityDays = 3_650;
/** The longest that Apple's and other TLS libraries accept of a server certificate. */
const leafDays = 825;
/** A certificate that ends sooner is made again. */
const renewalDays = 30;

const authority = 'ca';

export const brokerNames = ['broker-1', 'broker-2', 'broker-3'] as const;

/** Everyone who gets a certificate; the name is its whole subject, `CN=<name>`, and so its principal to Kafka. */
export const certificateNames: readonly string[] = [...brokerNames, ...principalNames, administrator];

/** A certificate of an instance. `ends` is undefined when it has not been made. */
export interface CertificateStatus {
  readonly name: string;
  readonly ends: Date | undefined;
}

/** Extensions of a leaf: for both ends of a connection, for this machine, and for a container of the leaf's name. */
const leafExtensions = (name: string): string =>
  [
    'basicConstraints = critical, CA:FALSE',
    'keyUsage = critical, digitalSignature',
    'extendedKeyUsage = serverAuth, clientAuth',
    `subjectAltName = DNS:localhost, IP:127.0.0.1, DNS:${name}`,
  ].join('\n');

/** Configuration of the CA's self-signed request, independent of the machine's openssl.cnf. */
const authorityConfiguration = `
[req]
distinguished_name = subject
x509_extensions = extensions
prompt = no
[subject]
CN = marketplace-ca
[extensions]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
`;

/** Whose certificates they are: they stand below its directory. */
export interface InstanceFiles {
  readonly directory: string;
}

export const certificateDirectory = (instance: InstanceFiles): string => join(instance.directory, 'certs');

/**
 * Makes the CA and the certificates that are missing or end within 30 days, and with `renew` all of them or all but the CA;
 * resolves to the names of those made. A new CA makes every leaf new. Running it again without `renew` changes nothing.
 */
export async function ensureCertificates(
  instance: InstanceFiles,
  now: Date,
  options: { readonly renew?: 'leaves' | 'all' } = {},
): Promise<readonly string[]> {
  const directory = certificateDirectory(instance);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const renewsAuthority = options.renew === 'all' || mustBeMade(directory, authority, now);
  const wanted = (name: string): boolean => options.renew !== undefined || mustBeMade(directory, name, now);
  // A run that was interrupted after making a new CA leaves certificates of the old one.
  const names = certificateNames.filter((name) => renewsAuthority || wanted(name) || !isIssued(directory, name));
  if (!renewsAuthority && names.length === 0) return [];
  const drafts = mkdtempSync(join(directory, '.drafts-'));
  try {
    if (renewsAuthority) await makeAuthority(directory, drafts);
    await Promise.all(names.map((name) => makeLeaf(directory, drafts, name)));
  } finally {
    rmSync(drafts, { recursive: true, force: true });
  }
  return renewsAuthority ? [authority, ...names] : names;
}

/** The CA and every certificate with its end. */
export function listCertificates(instance: InstanceFiles): readonly CertificateStatus[] {
  const directory = certificateDirectory(instance);
  return [authority, ...certificateNames].map((name) => {
    const certificate = readCertificate(directory, name);
    return { name, ends: certificate === undefined ? undefined : new Date(certificate.validTo) };
  });
}

function mustBeMade(directory: string, name: string, now: Date): boolean {
  const certificate = readCertificate(directory, name);
  const key = join(directory, `${name}.key`);
  if (certificate === undefined || !existsSync(key)) return true;
  // A run that was interrupted between the two files leaves a pair that does not match.
  if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(key)))) return true;
  return new Date(certificate.validTo).getTime() - now.getTime() < renewalDays * day;
}

function isIssued(directory: string, name: string): boolean {
  const ca = readCertificate(directory, authority);
  return ca !== undefined && readCertificate(directory, name)?.verify(ca.publicKey) === true;
}

function readCertificate(directory: string, name: string): X509Certificate | undefined {
  const file = join(directory, `${name}.crt`);
  return existsSync(file) ? new X509Certificate(readFileSync(file)) : undefined;
}

async function makeAuthority(directory: string, drafts: string): Promise<void> {
  const configuration = join(drafts, 'ca.cnf');
  const key = join(drafts, 'ca.key');
  const certificate = join(drafts, 'ca.crt');
  writeFileSync(configuration, authorityConfiguration);
  await makeKey(key);
  const request = ['-config', configuration, '-key', key, '-out', certificate];
  await openssl('req', '-x509', '-new', '-sha256', '-days', String(authorityDays), ...request);
  for (const file of ['ca.key', 'ca.crt']) renameSync(join(drafts, file), join(directory, file));
}

async function makeLeaf(directory: string, drafts: string, name: string): Promise<void> {
  const file = (suffix: string): string => join(drafts, `${name}.${suffix}`);
  writeFileSync(file('ext'), leafExtensions(name));
  writeFileSync(file('cnf'), `[req]\ndistinguished_name = subject\nprompt = no\n[subject]\nCN = ${name}\n`);
  await makeKey(file('key'));
  await openssl('req', '-new', '-config', file('cnf'), '-key', file('key'), '-out', file('csr'));
  const signedBy = ['-CA', join(directory, 'ca.crt'), '-CAkey', join(directory, 'ca.key')];
  const serial = ['-CAcreateserial', '-CAserial', file('srl')];
  const output = ['-days', String(leafDays), '-extfile', file('ext'), '-out', file('crt')];
  await openssl('x509', '-req', '-sha256', '-in', file('csr'), ...signedBy, ...serial, ...output);
  // Kafka reads one file: a PKCS#8 key, then the chain from the leaf upwards.
  const chain = [file('key'), file('crt'), join(directory, 'ca.crt')].map((each) => readFileSync(each, 'utf8'));
  writeFileSync(file('pem'), chain.join(''), { mode: 0o600 });
  for (const suffix of brokerNames.some((broker) => broker === name) ? ['pem', 'key', 'crt'] : ['key', 'crt'])
    renameSync(file(suffix), join(directory, `${name}.${suffix}`));
}

/** An ECDSA P-256 key as PKCS#8, which only its owner may read. */
async function makeKey(file: string): Promise<void> {
  await openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file);
  chmodSync(file, 0o600);
}
