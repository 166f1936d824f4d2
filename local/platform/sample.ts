import { join } from 'node:path';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import { kafkaPublisher } from '../../functions/kafka/publish.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { sendFile } from '../shop-api/send-file.ts';
import { fileSource } from '../shop-api/source.ts';
import { settleFlow } from './quiet.ts';

const sampleFile = join(projectRoot, 'samples/products.json');
const processedWithin = 120_000;

/** Sends the sample catalogue as a shop would, and waits until all of it is filtered, indexed and searchable. */
export async function feedSample(instance: Instance, report: (line: string) => void): Promise<void> {
  await sendSample(instance, report);
  await settleFlow(instance, processedWithin, { report: (lag) => report(`${lag} records on their way`) });
}

async function sendSample(instance: Instance, report: (line: string) => void): Promise<void> {
  const publisher = kafkaPublisher(() => kafkaAs(instance, 'shop'));
  try {
    const outcome = await sendFile({
      instance,
      source: fileSource(sampleFile),
      publisher,
      restart: true,
      onProgress: ({ sent }) => report(`${sent} products sent`),
    });
    if (outcome.end !== 'finished')
      throw new PlatformError('input_invalid', `the sample was not sent: ${outcome.reason ?? outcome.end}`);
  } finally {
    await publisher.close();
  }
}
