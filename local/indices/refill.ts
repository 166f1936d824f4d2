import { PlatformError } from '../../modules/errors/platform-error.ts';
import { consumerGroup, mappingGroups } from '../../modules/platform/access.ts';
import { compose, type Instance } from '../instance/instance.ts';
import { withAdmin } from '../kafka/client.ts';
import { eventSource } from '../services/event-source.ts';
import { startService, stopService } from '../services/services.ts';

/** The topics that the indices are filled from. */
const sources = mappingGroups.filter(({ functionName }) => functionName === 'index');

/**
 * Has the function `index` read its topics from their beginnings once more. Versions keep what is newer than a record, so doing
 * it again changes nothing. Groups can be set only while nobody reads, so the event source stops meanwhile.
 */
export async function refill(instance: Instance): Promise<readonly string[]> {
  if (instance.inContainers)
    throw new PlatformError(
      'input_invalid',
      `in containers stop the event source first and set ${consumerGroup('index', 'filtered_products')} back with Kafka's own tools: ${compose} stop event-source`,
    );
  await stopService(instance, eventSource);
  try {
    await withAdmin(instance, async (admin) => {
      for (const { group, topic } of sources) await admin.resetOffsets({ groupId: group, topic, earliest: true });
    });
  } finally {
    await startService(instance, eventSource);
  }
  return sources.map(({ topic }) => topic);
}
