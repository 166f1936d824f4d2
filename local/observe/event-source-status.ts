import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';
import { eventSourceStatusUrl } from '../services/event-source.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';

const mappingSchema = z.object({
  function: z.string(),
  topic: z.string(),
  group: z.string(),
  /** AWS's: Creating, Enabled, Disabled… */
  state: z.string(),
  lastProcessingResult: z.string(),
  /** Finer than the state: connecting, polling, waiting… */
  poller: z.string(),
  records: z.number(),
  batches: z.number(),
  retries: z.number(),
  lastError: z.object({ at: z.string(), message: z.string() }).nullish(),
});

const statusSchema = z.object({ mappings: z.array(mappingSchema) });

/** One event source mapping as the event source itself sees it. */
export type MappingStatus = z.infer<typeof mappingSchema>;

export async function readEventSourceStatus(instance: Instance, within: number): Promise<readonly MappingStatus[]> {
  const url = eventSourceStatusUrl(instance);
  const response = await fetch(url, { signal: AbortSignal.timeout(within) });
  if (!response.ok)
    throw new PlatformError('server_not_ready', `the event source answered ${response.status} at ${url}`);
  return statusSchema.parse(await response.json()).mappings;
}
