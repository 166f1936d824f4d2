import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { indexBody, type Index } from '../../modules/opensearch/index-body.ts';
import {
  createIndex,
  indexKeys,
  indexNames,
  indicesBehind,
  stateChange,
  type IndexNames,
} from '../../modules/opensearch/indices.ts';
import { moveActions, nextName, objection, type Held } from './move.ts';

type Report = (line: string) => void;

/** An index of the platform, and the aliases that show it. */
export interface ListedIndex extends Held {
  readonly aliases: readonly string[];
}

const lookEveryMs = 500;

const versionsOf = async (client: Client, alias: string) =>
  (await client.indices.getAlias({ index: `${alias}_v*` })).body;

export async function listIndices(client: Client, names: IndexNames = indexNames): Promise<ListedIndex[]> {
  const found: ListedIndex[] = [];
  for (const key of indexKeys)
    for (const [index, { aliases }] of Object.entries(await versionsOf(client, names[key])))
      found.push({ ...(await held(client, index)), aliases: Object.keys(aliases).toSorted() });
  return found;
}

/** Makes the next index of an alias, as this version of the platform wants it, and resolves with its name. Nobody uses it yet. */
export async function createNext(client: Client, index: Index, names: IndexNames = indexNames): Promise<string> {
  const name = nextName(names[index], Object.keys(await versionsOf(client, names[index])));
  await createIndex(client, name, indexBody(index));
  return name;
}

const progressSchema = z.object({ total: z.number(), created: z.number(), updated: z.number() });
const failuresSchema = z.object({ failures: z.array(z.unknown()) });

/**
 * Copies what one index has to another, documents with their versions. It may be done again, as long as nobody else writes to
 * the other: a decision under a new ban list has the version of the one that it replaces, and the later copy would win.
 */
export async function copyDocuments(client: Client, from: string, to: string, report: Report): Promise<void> {
  // OpenSearch would make a target that is not there, with fields as it guesses them, and pass by what was written just now.
  for (const index of [from, to]) await held(client, index);
  const body = {
    conflicts: 'proceed' as const,
    source: { index: from },
    dest: { index: to, version_type: 'external_gte' as const },
  };
  // A request that waited for the end would be cut off on the way.
  const { body: started } = await client.reindex({ body, wait_for_completion: false });
  const { task } = z.object({ task: z.string() }).parse(started);
  for (; ; await pause(lookEveryMs)) {
    const { body: state } = await client.tasks.get({ task_id: task });
    const { total, created, updated } = progressSchema.parse(state.task.status);
    report(`${created + updated} of ${total} documents`);
    if (!state.completed) continue;
    const failures = state.error === undefined ? failuresSchema.parse(state.response).failures : [state.error];
    if (failures.length === 0) return;
    throw new PlatformError('opensearch_refused', `${to} does not take all of ${from}: ${JSON.stringify(failures[0])}`);
  }
}

export interface Move {
  readonly index: Index;
  readonly to: string;
  /** Also when the target has fewer documents. */
  readonly force: boolean;
}

/** Moves an alias, and with the products their views, in one step. Refuses when the target has not all that is there. */
export async function moveAlias(
  client: Client,
  { index, to, force }: Move,
  report: Report,
  names: IndexNames = indexNames,
): Promise<void> {
  const target = await held(client, to);
  const present: Held[] = [];
  for (const each of await indicesBehind(client, names[index])) present.push(await held(client, each));
  const reason = force ? undefined : objection(present, target);
  if (reason !== undefined) throw new PlatformError('input_invalid', reason);
  const former = present.map((each) => each.index);
  if (former.join() === to) return report(`${names[index]} shows ${to} already`);
  const actions = moveActions(index, names, former, to);
  await client.indices.updateAliases({ body: { actions }, ...stateChange.server }, stateChange.client);
  report(`${names[index]} shows ${to}; still there, for you to delete: ${former.join(', ') || 'nothing'}`);
}

/** The documents of an index, those that were written a moment ago included. Rejects when there is none of that name. */
async function held(client: Client, index: string): Promise<Held> {
  await client.indices.refresh({ index });
  return { index, documents: (await client.count({ index })).body.count };
}
