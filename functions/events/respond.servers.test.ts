import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { readTopic } from '../../local/kafka/read-topic.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { problemOf } from '../../modules/http/problem.ts';
import { indexing } from '../../tests/support/deployed.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { eventSchema } from '../../modules/ubi/query.ts';
import { respond, type EventsDependencies } from './respond.ts';

const instance = testInstance();
const log = jsonLog(() => undefined);
const publisher = kafkaPublisher(() => kafkaAs(instance, 'events'));
let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  await indexing(indices, keepingPublisher())([aRecord('filtered_products', 'p1', aProduct())]);
});
afterAll(() => Promise.all([indices.remove(), publisher.close()]));

const taking = (more: Partial<EventsDependencies> = {}): EventsDependencies => ({
  client: indices.client,
  index: indices.names.products,
  publisher,
  log,
  now: Date.now,
  newId: () => crypto.randomUUID(),
  acknowledgeTimeoutMs: 30_000,
  ...more,
});
const anEvent = (user_id: string, fields: object = {}) => ({
  body: JSON.stringify({ action_name: 'cart', user_id, event_attributes: { object: { object_id: 'p1' } }, ...fields }),
});
const nobodyHome = openSearchClient(
  { url: 'http://127.0.0.1:9', auth: 'none', region: 'us-east-1' },
  { requestTimeout: 500, maxRetries: 0 },
);

test('an event that is acknowledged is in the topic, under the key of the buyer', async () => {
  const user = uniqueName('buyer');
  const { statusCode, body } = await respond(taking(), anEvent(user));
  expect(statusCode).toBe(202);
  const answer: unknown = JSON.parse(body);
  expect(answer).toEqual({ event_id: expect.any(String) as unknown, product: 'known' });
  const record = (await readTopic(instance, 'client_queries')).find(({ key }) => String(key) === user);
  const event = eventSchema.parse(JSON.parse(String(record?.value)));
  expect({ ...event, product: 'known' }).toMatchObject(answer as object);
  expect(event).toMatchObject({ action_name: 'cart', user_id: user, client_id: user });
});

test.each([
  ['unknown', 'of a product that is not there', {}],
  ['unchecked', 'while OpenSearch is down', { client: nobodyHome }],
])('an event is %s %s, and taken all the same', async (product, _, more) => {
  const kept = keepingPublisher();
  const event = anEvent('u', { event_attributes: { object: { object_id: 'nobody' } } });
  const { statusCode, body } = await respond(taking({ publisher: kept, ...more }), event);
  expect({ statusCode, ...(JSON.parse(body) as object) }).toMatchObject({ statusCode: 202, product });
  expect(kept.published).toHaveLength(1);
});

test('a wrong event is refused with every field that is wrong, and nothing is published', async () => {
  const kept = keepingPublisher();
  const event = anEvent('', { action_name: 'like', colour: 'red' });
  const { statusCode, body } = await respond(taking({ publisher: kept }), event);
  expect(statusCode).toBe(400);
  const { errors } = JSON.parse(body) as { errors: { parameter: string }[] };
  expect(errors.map(({ parameter }) => parameter).toSorted()).toEqual(['action_name', 'colour', 'user_id']);
  expect(kept.published).toEqual([]);
});

test('when Kafka does not acknowledge in time the client is told to try again', async () => {
  const silent = { publish: async () => new Promise<never>(() => undefined), close: async () => undefined };
  const failure = await respond(taking({ publisher: silent, acknowledgeTimeoutMs: 50 }), anEvent('u')).catch(problemOf);
  expect(failure).toMatchObject({ status: 503, retryAfter: 5 });
});
