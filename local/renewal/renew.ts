import { ensureCertificates } from '../../certs/authority.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { putSecrets } from '../deploy/secrets.ts';
import { compose, type Instance } from '../instance/instance.ts';
import { restartServer } from '../restart/restart.ts';
import { eventSource } from '../services/event-source.ts';
import { brokers } from '../services/kafka.ts';
import { msk } from '../services/msk.ts';
import { isUp } from '../services/running.ts';
import type { Service } from '../services/service.ts';
import { serviceState } from '../services/services.ts';

/** What reads a certificate when it starts. The functions read theirs from their secrets. */
const holders: readonly Service[] = [...brokers, msk, eventSource];

/**
 * Makes every certificate but the CA's new and has everybody use them: broker after broker, each in sync before the next, then the
 * functions' secrets, then who else holds one. Old and new ones are of one CA, so both are taken meanwhile and products flow on;
 * a function that runs goes on with its old one, until that ends, and reads its secret again when it is refused.
 */
export async function renewLeaves(instance: Instance, say: (line: string) => void): Promise<void> {
  refuseContainers(instance);
  const made = await ensureCertificates(instance, new Date(), { renew: 'leaves' });
  say(`${made.length} certificates made`);
  if (!isUp(instance)) return say('the instance does not run: they are used from the next npm start on');
  for (const holder of holders) {
    if (holder === msk) {
      await putSecrets(instance);
      say('secrets of the functions: put');
    }
    // Who is down on purpose stays down.
    if (serviceState(instance, holder).state !== 'running') continue;
    const { seconds } = await restartServer(instance, holder);
    say(`${holder.name}: does its work again after ${seconds.toFixed(1)} s`);
  }
  return say('every certificate is in use');
}

/** Makes the CA new, too: nobody takes a certificate of the other CA, so nothing may run. */
export async function renewAuthority(instance: Instance, say: (line: string) => void): Promise<void> {
  refuseContainers(instance);
  if (isUp(instance))
    throw new PlatformError(
      'input_invalid',
      'a new CA is made while nothing runs: npm stop first, npm start afterwards',
    );
  const made = await ensureCertificates(instance, new Date(), { renew: 'all' });
  say(`${made.length} certificates made; they are used from the next npm start on`);
}

function refuseContainers({ inContainers }: Instance): void {
  if (!inContainers) return;
  throw new PlatformError(
    'input_invalid',
    `containers renew what ends within 30 days when they start: where Docker is, ${compose} down, then up --detach`,
  );
}
