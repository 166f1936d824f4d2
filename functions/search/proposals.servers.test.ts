import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { searchingIn } from '../../tests/support/searching.ts';
import type { SearchAnswer } from './answer.ts';
import { respond } from './respond.ts';

const named = (id: string, name: string, category = 'Разное') => aProduct({ product_id: id, name, category });

const products = [
  ...['красный', 'синий', 'белый'].map((colour) => named(`kettle-${colour}`, `Чайник ${colour}`, 'Кухня')),
  named('garden', 'Чайник для дачи чугунный', 'Дача'),
  named('phone', 'Смартфон Волна 6', 'Смартфоны'),
  // A shop's own slip, and what it meant, often.
  named('slip', 'Часи настенные'),
  ...Array.from({ length: 12 }, (_, n) => named(`watch-${n}`, `Часы настенные № ${n + 1}`, 'Часы')),
  { ...named('tea', 'Чай'), description: 'Рядом хорош самовар.' },
];

let indices: TestIndices;
const published = keepingPublisher();
beforeAll(async () => {
  indices = await testIndices();
  await indexing(indices, published)(products.map((each) => aRecord('filtered_products', each.product_id, each)));
  await indices.refresh();
});
afterAll(async () => indices.remove());

async function search(name: string, more: Readonly<Record<string, string[]>> = {}): Promise<SearchAnswer> {
  const multiValueQueryStringParameters = { name: [name], ...more };
  const event = { resource: '/products', multiValueQueryStringParameters };
  const { statusCode, body } = await respond(searchingIn(indices, published), event);
  expect(statusCode).toBe(200);
  return JSON.parse(body) as SearchAnswer;
}

test.each([
  ['красный чайник для дачи', 'чайник для дачи', 'fewer_words', 1],
  ['чайник 3 л', 'чайник', 'fewer_words', 4],
  ['chajnik 3 л', 'чайник', 'fewer_words', 4],
  ['айфон 15 про', 'смартфон', 'broader', 1],
])('nothing is «%s», and «%s» is offered', async (name, to, kind, total) => {
  const answer = await search(name);
  expect(answer).toMatchObject({ total: 0, hits: [] });
  expect(answer.did_you_mean?.[0]).toEqual({ to, kind, total });
  expect((await search(to)).total).toBe(total);
});

test('what is offered finds as much as is told, with the filters of the search', async () => {
  const filter = { category: ['Кухня'] };
  const { did_you_mean: proposals = [] } = await search('чайник фарфоровый', filter);
  expect(proposals).toEqual([{ to: 'чайник', kind: 'fewer_words', total: 3 }]);
  expect((await search('чайник', filter)).total).toBe(3);
});

test('what a shop misspelled is found, and what is much likelier meant is offered beside it', async () => {
  const answer = await search('часи');
  expect(answer.hits.map(({ product_id }) => product_id)).toEqual(['slip']);
  expect(answer.did_you_mean).toEqual([{ to: 'часы', kind: 'spelling', total: 12 }]);
});

test.each(['часы', 'чайник', 'чайник синий', 'смартфон', 'самовар', '63-509', 'KRT-0417-99', 'фывапролдж', '???'])(
  'nothing is offered for «%s»',
  async (name) => {
    expect(await search(name)).not.toHaveProperty('did_you_mean');
  },
);

test('what was offered is recorded with the search', async () => {
  published.published.splice(0);
  const { did_you_mean } = await search('чайник 3 л');
  expect(JSON.parse(String(published.published[0]?.value))).toMatchObject({ query_attributes: { did_you_mean } });
});
