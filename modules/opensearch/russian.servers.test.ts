import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { stemRussian } from '../russian/stem.ts';
import { separator } from '../russian/word-filters.ts';
import { dictionary } from '../russian/words.ts';
import { productAnalysis } from './russian.ts';

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());

/** The tokens that an analyzer makes of each word of a text. */
async function tokens(analyzer: string, text: string): Promise<string[][]> {
  const { body } = await indices.client.indices.analyze({ index: indices.names.products, body: { analyzer, text } });
  const places = Map.groupBy(body.tokens ?? [], ({ position }) => position);
  return [...places.values()].map((its) => its.map(({ token }) => token).toSorted());
}

const words = async (analyzer: string, text: string): Promise<string[]> => (await tokens(analyzer, text)).flat();

const sameWord: readonly (readonly [string, string])[] = [
  ['часов', 'часы'],
  ['часами', 'часы'],
  ['ЧАСЫ', 'часы'],
  ['ёлка', 'елка'],
  ['Е\u0308лка', 'елка'],
  ['чайник', 'чаи\u0306ник'],
  ['наушников', 'наушники'],
  ['футболок', 'футболки'],
  ['чемоданов', 'чемодан'],
  ['зеркал', 'зеркало'],
  ['серёг', 'серьги'],
  ['щёток', 'щётка'],
  ['умных', 'умные'],
  ['духов', 'духи'],
  ['кроссовок', 'кроссовки'],
  ['гарнитур', 'гарнитура'],
  ['гарнитуры', 'гарнитуром'],
];

test.each(sameWord)('«%s» and «%s» are one word', async (one, other) => {
  const its = await words('russian_text', one);
  expect((await words('russian_text', other)).filter((token) => its.includes(token))).not.toEqual([]);
});

test.each([
  ['час', 'часы'],
  ['часа', 'часть'],
  ['металла', 'метана'],
  ['дух', 'духи'],
  ['гарнитурой', 'гарнитуром'],
])('«%s» and «%s» are two words', async (one, other) => {
  const its = await words('russian_text', one);
  expect((await words('russian_text', other)).filter((token) => its.includes(token))).toEqual([]);
});

test.each(['Чёрные часы с ёлкой из щёток', 'НАДЁЖНЫЕ серьги'])(
  'descriptions have the words of names but stop words: «%s»',
  async (text) => {
    const stopWords = await words('russian_text', 'с из');
    const named = await words('russian_text', text);
    expect(await words('russian_long_text', text)).toEqual(named.filter((word) => !stopWords.includes(word)));
  },
);

test('a short word that tells two products apart counts in names and queries', async () => {
  const [model] = await words('russian_text', 'про');
  expect(model).toBeDefined();
  expect(await words('russian_text', 'Айфон 15 Про')).toContain(model);
});

/** So that their tokens stay below index.analyze.max_token_count. */
const formsOfRequest = 4_000;
/** Of the forms that the stemmer is right about one in so many is looked at: there are more than a million. */
const everyNth = 20;

test('OpenSearch gives each form of the dictionary the tokens that its rules and the stemmer tell', async () => {
  const { russian_exceptions: exceptions, russian_words: rules } = productAnalysis().filter;
  // Of two rules for a form the earlier filter's holds.
  const overridden = new Map(
    [...rules.rules, ...exceptions.rules].flatMap((rule) => {
      const [forms = '', token = ''] = rule.split(' => ');
      return forms.split(', ').map((form) => [form, token] as const);
    }),
  );
  const others = new Set(
    Array.from({ length: Math.floor(dictionary().size / everyNth) }, (_, n) =>
      dictionary().formsOf(n * everyNth),
    ).flat(),
  );
  const forms = [...new Set([...others, ...overridden.keys()])];
  expect(forms.length).toBeGreaterThan(150_000);
  for (let from = 0; from < forms.length; from += formsOfRequest) {
    const asked = forms.slice(from, from + formsOfRequest);
    const expected = asked.map((form) => (overridden.get(form) ?? stemRussian(form)).split(separator).toSorted());
    expect(await tokens('russian_text', asked.join(' '))).toEqual(expected);
  }
});
