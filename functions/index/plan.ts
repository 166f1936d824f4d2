import type { BanList } from '../../modules/ban-list/ban-list.ts';
import { badMessage, parsed, type BadMessage, type Parsed } from '../../modules/errors/bad-message.ts';
import { readJson } from '../../modules/kafka/read-json.ts';
import type { KafkaRecord, OutgoingRecord } from '../../modules/kafka/record.ts';
import type { JsonPiece } from '../../modules/opensearch/json-pieces.ts';
import type { Operation } from '../../modules/opensearch/operation.ts';
import { activityId, activitySchema } from '../../modules/ubi/query.ts';
import { readDecision, type Decision } from './decision.ts';
import { allowedDocument, rejectedDocument, unexplainedDocument, withdrawnDocument, type Version } from './document.ts';
import { isJudgedAgain, type LatestSources } from './latest-source.ts';
import { planLetter } from './letter.ts';
import { isJudged, isOutdated, judgedAgain, type JudgedDecision } from './outdated.ts';

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
  /** Decisions that are written, which may be outdated by then. */
  readonly judged: readonly { readonly record: KafkaRecord; readonly decision: JudgedDecision }[];
  /** How many records are about a product that the shop has sent again meanwhile. */
  readonly superseded: number;
  readonly unreadable: readonly { readonly record: number; readonly reason: BadMessage }[];
}

type Step =
  | { readonly operation: RecordOperation; readonly decision?: Decision }
  | { readonly outdated: OutgoingRecord }
  | { readonly superseded: true };

/** By what a batch is planned. */
export interface Planning {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Absent when no record is about a product. */
  readonly list?: BanList | undefined;
  readonly latest?: LatestSources;
}

/** Turns records of the topics that have an index into writes. Pure: the same records and the same planning give the same plan. */
export function planBatch(records: readonly KafkaRecord[], planning: Planning): Plan {
  const operations: RecordOperation[] = [];
  const outdated: OutgoingRecord[] = [];
  const judged: { record: KafkaRecord; decision: JudgedDecision }[] = [];
  const unreadable: { record: number; reason: BadMessage }[] = [];
  let superseded = 0;
  for (const [index, record] of records.entries()) {
    const step = planRecord(record, index, planning);
    if (!step.ok) unreadable.push({ record: index, reason: step.error });
    else if ('superseded' in step.value) superseded += 1;
    else if ('outdated' in step.value) outdated.push(step.value.outdated);
    else {
      const { operation, decision } = step.value;
      operations.push(operation);
      if (decision !== undefined && isJudged(decision)) judged.push({ record, decision });
    }
  }
  return { operations, outdated, judged, superseded, unreadable };
}

function planRecord(record: KafkaRecord, index: number, planning: Planning): Parsed<Step> {
  switch (record.topic) {
    case 'filtered_products':
      return planProduct(record, index, planning);
    case 'client_queries':
      return planActivity(record, index);
    case 'dead_letters': {
      const letter = planLetter(record);
      return letter.ok ? parsed({ operation: { ...letter.value, record: index } }) : letter;
    }
    default:
      return badMessage('invalid_record', `there is no index for the topic ${record.topic}`);
  }
}

function planProduct(record: KafkaRecord, index: number, { at, list, latest }: Planning): Parsed<Step> {
  const read = readDecision(record);
  if (!read.ok) return read;
  const decision = read.value;
  const { id, version } = decision;
  if (latest?.takes(id, version, isJudgedAgain(record)) === false) return parsed({ superseded: true });
  if (list !== undefined && isJudged(decision) && isOutdated(decision, list, record, at))
    return parsed({ outdated: judgedAgain(record, decision) });
  const operation: RecordOperation = {
    action: 'index',
    index: 'products',
    id,
    version: version.version,
    document: documentOf(decision, record, underList(version, list), list?.appealsOf(id, at)),
    record: index,
    ...(decision.state === 'allowed' && { category: decision.product.category }),
  };
  return parsed({ operation, decision });
}

/** A decision that the present list confirms is one of the present list. */
const underList = (version: Version, list: BanList | undefined): Version => ({
  ...version,
  ban_list_version: Math.max(version.ban_list_version, list?.version ?? 0),
});

function documentOf(
  decision: Decision,
  { timestamp }: KafkaRecord,
  version: Version,
  appeals?: readonly string[],
): string | JsonPiece[] {
  if (decision.state === 'withdrawn') return withdrawnDocument(decision.id, version, timestamp);
  if (decision.state === 'unexplained') return unexplainedDocument(decision.id, version);
  return decision.state === 'allowed'
    ? allowedDocument(decision.product, decision.bytes, version, appeals)
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
