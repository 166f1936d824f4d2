import { expect, test } from 'vitest';
import { principals, type Rights } from './access.ts';
import { topicNames, type Topic } from './topics.ts';

const writersOf = (topic: Topic): string[] =>
  Object.entries<Rights>(principals).flatMap(([name, { writes = [] }]) => (writes.includes(topic) ? [name] : []));

test('each topic is written by those who make its facts, and by nobody else', () => {
  expect(Object.fromEntries(topicNames.map((topic) => [topic, writersOf(topic)]))).toEqual({
    // What was judged by an older ban list goes through the filter once more.
    products: ['index', 'sweep', 'shop'],
    filtered_products: ['filter'],
    rejected_products: ['filter'],
    banned_products: ['bans', 'moderator'],
    ban_history: ['audit'],
    ban_sweeps: ['sweep'],
    catalog_changes: ['index', 'analytics'],
    category_stats: ['aggregate'],
    client_queries: ['search', 'recommend', 'events', 'buyers'],
    category_analytics: ['analytics'],
    recommendations: ['analytics'],
    dead_letters: ['filter', 'index', 'sweep', 'aggregate', 'archive', 'audit'],
  });
});
