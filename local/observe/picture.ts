import type { Client } from '@opensearch-project/opensearch';
import type { Admin } from 'kafkajs';
import type { Instance } from '../instance/instance.ts';
import { readEventSourceStatus, type MappingStatus } from './event-source-status.ts';
import { look, readIndexFlow, readKafkaFlow, type IndexFlow, type KafkaFlow, type Seen } from './flow.ts';

/** Everything that the live view and `npm run status` show about the flow, at one moment. */
export interface Picture {
  readonly kafka: Seen<KafkaFlow>;
  readonly index: Seen<IndexFlow>;
  readonly mappings: Seen<readonly MappingStatus[]>;
}

/** Clients of the servers that are looked at; whoever made them closes them. */
export interface Observers {
  readonly admin: Admin;
  readonly opensearch: Client;
}

export async function takePicture(instance: Instance, observers: Observers): Promise<Picture> {
  const [kafka, index, mappings] = await Promise.all([
    look(() => readKafkaFlow(observers.admin)),
    look(() => readIndexFlow(observers.opensearch)),
    look(() => readEventSourceStatus(instance)),
  ]);
  return { kafka, index, mappings };
}
