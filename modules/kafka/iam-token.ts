import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';

type Data = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 of Node, as the signer asks for it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: Data) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Data): void {
    this.#hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}

function bytesOf(data: Data): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** The longest that MSK takes; the broker asks for another before it ends. */
const secondsValid = 900;

/**
 * What a client shows brokers of MSK that know it by IAM (SASL OAUTHBEARER): the address of a call to `kafka-cluster:Connect`,
 * signed with its credentials, in base64url. https://github.com/aws/aws-msk-iam-sasl-signer-js has the same from a package that
 * brings SDKs of its own: half a megabyte to each function.
 */
export async function iamToken(
  region: string,
  credentials: SignatureV4Init['credentials'] = defaultProvider(),
  now = new Date(),
): Promise<string> {
  const host = `kafka.${region}.amazonaws.com`;
  const signer = new SignatureV4({
    service: 'kafka-cluster',
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const request = {
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    path: '/',
    headers: { host },
    query: { Action: 'kafka-cluster:Connect' },
  };
  const { query = {} } = await signer.presign(request, { expiresIn: secondsValid, signingDate: now });
  const parameters = Object.entries({ ...query, 'User-Agent': 'marketplace-analytics' })
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted();
  return Buffer.from(`https://${host}/?${parameters.join('&')}`).toString('base64url');
}
