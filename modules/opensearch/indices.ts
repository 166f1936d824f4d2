import type { Client } from '@opensearch-project/opensearch';
import { errors } from '@opensearch-project/opensearch';
import { PlatformError } from '../errors/platform-error.ts';
import { keysOf } from '../objects/entries.ts';
import { opensearchFailure } from './failure.ts';
import { missingFields, presentSchema, type Fields } from './fields.ts';
import { indexBody, mappings, type Index } from './index-body.ts';

/** Aliases that show the products of one state only, as if each were an index. Reading a document by its id they show all. */
const views = {
  filteredProducts: { term: { state: 'allowed' } },
  rejectedProducts: { term: { state: 'rejected' } },
} as const;

type View = keyof typeof views;

export const viewNames: readonly View[] = keysOf(views);

export const indexKeys: readonly Index[] = keysOf(mappings);

export const isView = (name: Index | View): name is View => Object.hasOwn(views, name);

/** The alias of each index and view, under which everyone reads and writes it. */
export type IndexNames = Readonly<Record<Index | View, string>>;

export const indexNames: IndexNames = {
  products: 'products',
  filteredProducts: 'filtered_products',
  rejectedProducts: 'rejected_products',
  clientQueries: 'client_queries',
  categoryStats: 'category_stats',
  categoryAnalytics: 'category_analytics',
  priceTrends: 'price_trends',
  queryAnalytics: 'query_analytics',
  popularProducts: 'popular_products',
  recommendations: 'recommendations',
  banSweeps: 'ban_sweeps',
  banHistory: 'ban_history',
  banLocks: 'ban_locks',
  deadLetters: 'dead_letters',
};

/**
 * Changes of the cluster's state are few and may wait their turn: the Russian table alone takes OpenSearch half a minute to read on a
 * machine that is busy with ten other things. For the server, and for whoever asks.
 */
export const stateChange = {
  server: { cluster_manager_timeout: '120s', timeout: '120s' },
  client: { requestTimeout: 150_000, maxRetries: 0 },
} as const;

/**
 * Creates what is missing: for each alias the index `<alias>_v1`, and in an index that is there the fields that it lacks.
 * An alias stays with the index that it points to, so that an index can be rebuilt as `_v2` and the alias moved. Several
 * callers may do this at once. When it rejects nothing of it is still under way.
 */
export async function ensureIndices(client: Client, names: IndexNames = indexNames): Promise<void> {
  const outcomes = await Promise.allSettled(indexKeys.map((index) => ensureIndex(client, names[index], index)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await ensureViews(client, names);
}

async function ensureIndex(client: Client, alias: string, index: Index): Promise<void> {
  try {
    if (await aliasExists(client, alias)) {
      await addFields(client, alias, mappings[index].properties);
      return;
    }
    const aliases = { [alias]: { is_write_index: true } };
    await createIndex(client, `${alias}_v1`, { ...indexBody(index), aliases });
  } catch (error) {
    if (isResponse(error, 'resource_already_exists_exception')) return acceptExisting(client, alias);
    throw opensearchFailure(error, `create the index ${alias}`);
  }
}

export async function createIndex(client: Client, index: string, body: object): Promise<void> {
  await client.indices.create({ index, body, ...stateChange.server }, stateChange.client);
}

/** A view that is there stays where it is: until an instance is migrated, indices of an earlier layout answer under its name. */
async function ensureViews(client: Client, names: IndexNames): Promise<void> {
  for (const view of viewNames)
    if (!(await aliasExists(client, names[view]))) await showProducts(client, names, [view]);
}

/** What has a view show the products of an index. */
export const viewOf = (index: string, names: IndexNames, view: View): object => ({
  add: { index, alias: names[view], filter: views[view] },
});

/** Has the views show the products, and removes these indices in the same step: nobody finds a view that is missing or double. */
export async function showProducts(
  client: Client,
  names: IndexNames,
  shown: readonly View[] = viewNames,
  removed: readonly string[] = [],
): Promise<void> {
  const indices = await indicesBehind(client, names.products);
  const actions = [
    ...removed.map((old) => ({ remove_index: { index: old } })),
    ...indices.flatMap((index) => shown.map((view) => viewOf(index, names, view))),
  ];
  try {
    await client.indices.updateAliases({ body: { actions }, ...stateChange.server }, stateChange.client);
  } catch (error) {
    throw opensearchFailure(error, `have ${shown.map((view) => names[view]).join(', ')} show ${names.products}`);
  }
}

/** The names of the indices that an alias stands for, none when there is no such alias. */
export async function indicesBehind(client: Client, alias: string): Promise<string[]> {
  try {
    return Object.keys((await client.indices.getAlias({ name: alias })).body);
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return [];
    throw opensearchFailure(error, `look for the alias ${alias}`);
  }
}

/** Fields that are there keep their type, so documents that came before a new field only lack that one. */
async function addFields(client: Client, alias: string, properties: Fields): Promise<void> {
  const { body: known } = await client.indices.getMapping({ index: alias });
  const present = presentSchema.parse(Object.values(known)[0] ?? {}).mappings?.properties ?? {};
  const missing = missingFields(properties, present);
  if (Object.keys(missing).length === 0) return;
  try {
    const body = { properties: missing };
    await client.indices.putMapping({ index: alias, body, ...stateChange.server }, stateChange.client);
  } catch (error) {
    throw opensearchFailure(
      error,
      `add ${Object.keys(missing).join(', ')} to the index ${alias}; if it refuses, rebuild it: npm run indices -- --help`,
    );
  }
}

/** Another caller was faster. An index without its alias is not one of ours: someone has to look at it. */
async function acceptExisting(client: Client, alias: string): Promise<void> {
  if (await aliasExists(client, alias)) return;
  throw new PlatformError(
    'opensearch_refused',
    `the index ${alias}_v1 exists without the alias ${alias}: give it the alias, or delete it to have it made anew`,
  );
}

const aliasExists = async (client: Client, alias: string): Promise<boolean> =>
  (await client.indices.existsAlias({ name: alias })).body;

const isResponse = (error: unknown, type: string): boolean =>
  error instanceof errors.ResponseError && error.message.includes(type);
