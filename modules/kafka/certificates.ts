import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { readSecret } from '../secrets/secret.ts';

/** The form that Lambda's own event sources ask for: PEM, the certificate with its chain. */
const clientCertificate = z.object({
  certificate: z.string().min(1),
  privateKey: z.string().min(1),
  privateKeyPassword: z.string().optional(),
});
const authority = z.object({ certificate: z.string().min(1) });

/** What a client shows the brokers, in PEM. */
export type ClientCertificate = z.infer<typeof clientCertificate>;

/** The client certificate in a secret {certificate, privateKey, privateKeyPassword?}. Throws secret_unavailable. */
export const readClientCertificate = (secrets: SecretsManagerClient, id: string): Promise<ClientCertificate> =>
  readSecret(secrets, id, clientCertificate);

/** The PEM of the brokers' CA in a secret {certificate}. Throws secret_unavailable. */
export const readAuthority = async (secrets: SecretsManagerClient, id: string): Promise<string> =>
  (await readSecret(secrets, id, authority)).certificate;
