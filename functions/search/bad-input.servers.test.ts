import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { searchingIn } from '../../tests/support/searching.ts';
import type { SearchAnswer } from './answer.ts';
import { respond } from './respond.ts';

/** A catalogue of twenty words. */
const names = ['Чайник белый', 'Чай зелёный листовой', 'Стол круглый', 'Стул мягкий', 'Часы настенные'];
const more = ['Ёлка живая', 'Мяч футбольный', 'Ковёр серый', 'Лампа', 'Кот в сапогах'];

let [empty, small]: TestIndices[] = [];
beforeAll(async () => {
  [empty, small] = [await testIndices(), await testIndices()];
  const products = [...names, ...more].map((name, n) => aProduct({ product_id: `p${n}`, name, category: 'Всё' }));
  const records = products.map((product) => aRecord('filtered_products', product.product_id, product));
  await indexing(small, keepingPublisher())(records);
  await small.refresh();
});
afterAll(async () => {
  await empty?.remove();
  await small?.remove();
});

async function ask(indices: TestIndices | undefined, resource: string, parameter: string, text: string) {
  if (indices === undefined) throw new Error('there are no indices');
  const event = { resource, multiValueQueryStringParameters: { [parameter]: [text] } };
  const { statusCode, body } = await respond(searchingIn(indices, keepingPublisher()), event);
  return { statusCode, answer: JSON.parse(body) as SearchAnswer };
}

const texts = [
  ['nearly as many words as a text may have', 'ж '.repeat(100)],
  ['words that nobody knows', 'ывфапр йцгкен зщшнгу '.repeat(9)],
  ['words of both alphabets', 'чaйник stоl ghbdtn naushniki '.repeat(6)],
  ['twenty things that each may mean much', 'ghbdtn yfeiybrb айфон15 усб тв бп '.repeat(5)],
  ['numbers', '1 '.repeat(100)],
  ['one long code', '1-a'.repeat(66)],
  ['amounts', '1 л 2 кг 3х4 м пол литра '.repeat(8)],
  ['punctuation', '!?.,:;-—()[]{}"\'«»'],
  ['emoji', '🙂👩‍👩‍👧‍👦🇷🇺'],
  ['one letter', 'ч'],
  ['signs of regular expressions', '.*^$|(?=[а-я]+)\\d{1,999}'],
  ['signs of queries', '+чай -стол name:* AND "стул"~2 /a/ чай^9'],
  ['controls', 'чай\u0000\u0007\u202Eстол'],
  ['half a character', 'чай \uD83D'],
  ['marks upon marks', `ч${'\u0301'.repeat(150)}ай`],
] as const;

test.each(texts)('a text of %s is answered, in a catalogue of twenty words and in an empty one', async (_, text) => {
  for (const indices of [empty, small])
    for (const [resource, parameter] of [
      ['/products', 'name'],
      ['/suggest', 'q'],
    ] as const)
      expect((await ask(indices, resource, parameter, text)).statusCode).toBe(200);
});

test('in an empty catalogue nothing is found, corrected or offered', async () => {
  for (const text of ['чайник', 'xfqybr', 'красный чайник 1 л', 'айфон 15 про']) {
    const { answer } = await ask(empty, '/products', 'name', text);
    expect(answer).toMatchObject({ total: 0, hits: [] });
    expect(Object.keys(answer)).not.toEqual(expect.arrayContaining(['corrected', 'did_you_mean']));
  }
});

test('in a catalogue of twenty words each is found, and what is mistyped is mended', async () => {
  for (const [text, name] of [
    ['чайники', 'Чайник белый'],
    ['xfqybr', 'Чайник белый'],
    ['мячь футбольный', 'Мяч футбольный'],
    ['kovyor', 'Ковёр серый'],
  ] as const)
    expect((await ask(small, '/products', 'name', text)).answer.hits[0]?.name).toBe(name);
});

test('a text of a thousand words is refused, and the answer says how long one may be', async () => {
  const { statusCode, answer } = await ask(small, '/products', 'name', 'слово '.repeat(1_000));
  expect({ statusCode, answer }).toMatchObject({
    statusCode: 400,
    answer: { errors: [{ parameter: 'name', detail: 'must have at most 200 characters' }] },
  });
});
