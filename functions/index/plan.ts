import type { BanList } from '../../modules/ban-list/ban-list.ts';
import { badMessage, parsed, type BadMessage, type Parsed } from '../../modules/errors/bad-message.ts';
import { readJson } from '../../modules/kafka/read-json.ts';
import type { KafkaRecord, OutgoingRecord } from '../../modules/kafka/record.ts';
import type { JsonPiece } from '../../modules/opensearch/json-pieces.ts';
import type { Operation } from '../../modules/opensearch/operation.ts';
import { activityId, activitySchema } from '../../modules/ubi/query.ts';
import { readDecision, type Decision } from './decision.ts';
import { allowedDocument, rejectedDocument, unexplainedDocument, withdrawnDocument, type Version } from './document.ts';
import { isOutdated, judgedAgain } from './outdated.ts';

/** A write that a record of the batch asks for. */
export interface RecordOperation extends Operation {
  readonly record: number;
  /** The category in which buyers find the product from now on. */
  readonly category?: string;
}

/** What a batch asks for. */
export interface Plan {
  /** In the order of the records. */
  readonly operations: readonly RecordOperation[];
  /** Products that are to be judged again instead of being written. */
  readonly outdated: readonly OutgoingRecord[];
  readonly unreadable: readonly { readonly record: number; readonly reason: BadMessage }[];
}

type Step = { readonly operation: RecordOperation } | { readonly outdated: OutgoingRecord };

/**
 * Turns records of the topics that have an index into writes, under the ban list as it holds at a time, epoch milliseconds.
 * Pure: the same records, time and list give the same plan.
 */
export function planBatch(records: readonly KafkaRecord[], at: number, list?: BanList): Plan {
  const operations: RecordOperation[] = [];
  const outdated: OutgoingRecord[] = [];
  const unreadable: { record: number; reason: BadMessage }[] = [];
  for (const [index, record] of records.entries()) {
    const step = planRecord(record, index, at, list);
    if (!step.ok) unreadable.push({ record: index, reason: step.error });
    else if ('operation' in step.value) operations.push(step.value.operation);
    else outdated.push(step.value.outdated);
  }
  return { operations, outdated, unreadable };
}

function planRecord(record: KafkaRecord, index: number, at: number, list: BanList | undefined): Parsed<Step> {
  switch (record.topic) {
    case 'filtered_products':
      return planProduct(record, index, at, list);
    case 'client_queries':
      return planActivity(record, index);
    default:
      return badMessage('invalid_record', `there is no index for the topic ${record.topic}`);
  }
}

function planProduct(record: KafkaRecord, index: number, at: number, list: BanList | undefined): Parsed<Step> {
  const decision = readDecision(record);
  if (!decision.ok) return decision;
  const { id, version } = decision.value;
  if (list !== undefined && isOutdated(decision.value, list, at))
    return parsed({ outdated: judgedAgain(record, decision.value) });
  const operation: RecordOperation = {
    action: 'index',
    index: 'products',
    id,
    version: version.version,
    document: documentOf(decision.value, record, underList(version, list)),
    record: index,
  };
  if (decision.value.state !== 'allowed') return parsed({ operation });
  return parsed({ operation: { ...operation, category: decision.value.product.category } });
}

/** A decision that the present list confirms is one of the present list. */
const underList = ({ version, ban_list_version }: Version, list: BanList | undefined): Version => ({
  version,
  ban_list_version: Math.max(ban_list_version, list?.version ?? 0),
});

function documentOf(decision: Decision, { timestamp }: KafkaRecord, version: Version): string | JsonPiece[] {
  if (decision.state === 'withdrawn') return withdrawnDocument(decision.id, version, timestamp);
  if (decision.state === 'unexplained') return unexplainedDocument(decision.id, version);
  return decision.state === 'allowed'
    ? allowedDocument(decision.product, decision.bytes, version)
    : rejectedDocument(decision.product, decision.bytes, decision.rejection, version);
}

function planActivity(record: KafkaRecord, index: number): Parsed<Step> {
  const activity = readJson(record.value, activitySchema);
  if (!activity.ok) return activity;
  const document = JSON.stringify(activity.value);
  const id = activityId(activity.value);
  // Kafka takes records whose time is -1, OpenSearch no such version.
  const version = Math.max(0, record.timestamp);
  return parsed({ operation: { action: 'index', index: 'clientQueries', id, version, document, record: index } });
}
