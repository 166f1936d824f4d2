import { expect, test } from 'vitest';
import {
  productAnswerSchema,
  recommendJson,
  searchAnswerSchema,
  searchJson,
  type RecommendAnswer,
  type SearchAnswer,
} from './answer.ts';
import { formatMoney } from './money.ts';
import { eventText, productText, recommendText, searchText, similarText, suggestText } from './table.ts';

/** Without the spaces that do not break. */
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

const answer: SearchAnswer = searchAnswerSchema.parse({
  query_id: 'q-1',
  total: 2,
  took_ms: 12,
  hits: [
    {
      product_id: 'mp-1',
      name: `Наручные часы ${'очень '.repeat(20)}`,
      category: 'Часы',
      brand: 'Орбита',
      price: { amount: 12_990, currency: 'RUB' },
      in_stock: true,
      score: 3.5,
      highlights: { name: ['<em>часы</em>'] },
    },
    {
      product_id: 'mp-2',
      name: 'Будильник',
      category: 'Часы',
      price: { amount: 349.9, currency: 'RUB' },
      in_stock: false,
      score: null,
    },
  ],
  facets: {
    category: [{ value: 'Часы', count: 2 }],
    brand: ['А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж'].map((value, index) => ({ value, count: 9 - index })),
    price: [
      { to: 1_000, count: 1 },
      { from: 10_000, to: 50_000, count: 1 },
      { from: 50_000, count: 0 },
    ],
  },
});

test.each([
  [12_990, 'RUB', '12 990 ₽'],
  [349.9, 'RUB', '349,90 ₽'],
  [0, 'RUB', '0 ₽'],
  [1_234_567, 'RUB', '1 234 567 ₽'],
  [15, 'USD', '15 $'],
])('%d %s is written «%s»', (amount, currency, text) => {
  expect(plain(formatMoney({ amount, currency }))).toBe(text);
});

test('a search shows hits with price and availability, and the facets', () => {
  const text = plain(searchText(answer, { page: 1, pageSize: 20 }));
  expect(text).toContain('Найдено: 2 (12 мс)');
  expect(text).toMatch(/Код.*Название.*Бренд.*Категория.*Цена.*Наличие/);
  expect(text).toMatch(/mp-1 .*оче… .*Орбита .*Часы .*12 990 ₽ .*в наличии/);
  expect(text).toMatch(/mp-2 .*Будильник .*349,90 ₽ .*нет в наличии/);
  expect(text).toContain('Бренды: А (9), Б (8), В (7), Г (6), Д (5), ещё 2');
  expect(text).toContain('Цены: до 1 000 ₽ (1), от 10 000 ₽ до 50 000 ₽ (1)');
});

test("a shop's text cannot steer the terminal", () => {
  const hits = answer.hits.slice(0, 1).map((hit) => ({ ...hit, name: 'Часы\u001b[2J\n\u009b1m', brand: '\u0007' }));
  expect(
    searchText({ ...answer, hits, facets: undefined }, { page: 1, pageSize: 20 }).replaceAll('\n', ''),
  ).not.toMatch(/\p{Cc}/u);
});

test('a search without hits says so', () => {
  const firstPage = { page: 1, pageSize: 20 };
  const none = { ...answer, hits: [], facets: undefined };
  expect(searchText({ ...none, total: 0 }, firstPage)).toBe('Найдено: 0 (12 мс)');
  expect(searchText({ ...none, corrected: { from: 'xfcs', to: 'часы', kind: 'layout' } }, firstPage)).toContain(
    'По запросу «xfcs» ничего нет, показано для «часы»',
  );
  expect(searchText({ ...none, total: 2 }, { page: 7, pageSize: 20 })).toContain(
    'На странице 7 ничего нет: последняя 1.',
  );
});

test('what may be searched for instead stands in front of the hits, and what is near stands alone', () => {
  const did_you_mean = [
    { to: 'часы', kind: 'spelling', total: 12 },
    { to: 'час', kind: 'spelling', total: 3 },
  ];
  const lines = searchText({ ...answer, did_you_mean }, { page: 1, pageSize: 20 }).split('\n');
  expect(lines[1]).toBe('Возможно, вы искали: «часы» (12), «час» (3)');
  const none = { ...answer, total: 0, hits: [], facets: undefined, did_you_mean };
  expect(searchText(none, undefined).split('\n')).toEqual([
    'Найдено: 0 (12 мс)',
    'Ничего нет; похожее: «часы» (12), «час» (3)',
  ]);
});

test.each([
  [1, 2, 'Показано с 1 по 2 из 50; дальше: --page 2'],
  [25, 2, 'Показано с 49 по 50 из 50'],
])('a page of many says which hits it shows and where more are: page %d', (page, pageSize, line) => {
  expect(searchText({ ...answer, total: 50 }, { page, pageSize }).split('\n')).toContain(line);
});

test('--json holds what is promised and nothing else', () => {
  expect(Object.keys(searchJson(answer))).toEqual(['query_id', 'total', 'took_ms', 'hits']);
  expect(searchJson(answer).hits[1]).toEqual({
    product_id: 'mp-2',
    name: 'Будильник',
    category: 'Часы',
    price: { amount: 349.9, currency: 'RUB' },
    in_stock: false,
    score: null,
  });
});

test('a product shows what is known of it', () => {
  const product = productAnswerSchema.parse({
    product_id: 'mp-1',
    name: 'Наручные часы',
    category: 'Часы',
    price: { amount: 990, currency: 'RUB' },
    brand: null,
    stock: { available: 0, reserved: 0 },
    specifications: { Стекло: 'сапфировое', Ремешки: ['кожа', 'сталь'] },
  });
  const text = plain(productText(product));
  for (const [name, value] of [
    ['Цена', '990 ₽'],
    ['Наличие', 'нет в наличии'],
    ['Стекло', 'сапфировое'],
    ['Ремешки', '["кожа","сталь"]'],
  ])
    expect(text.split('\n').some((line) => line.includes(`${name} `) && line.includes(` ${value} `))).toBe(true);
  expect(text).not.toContain('Бренд');
});

const recommended: RecommendAnswer = {
  user_id: 'user123',
  query_id: 'q',
  variant: 'both',
  items: [
    {
      product_id: 'mp-1',
      name: 'Ремешок\u001b[2J',
      score: 0.25,
      reason: 'смотрели вместе с «Часы»',
      algorithm: 'neighbours',
      category: 'Часы',
      price: { amount: 990, currency: 'RUB' },
    },
  ],
};

test('recommendations are a table with the reason, free of what terminals obey', () => {
  const text = plain(recommendText(recommended));
  expect(text).toContain('Рекомендации для «user123»');
  expect(text).toMatch(/mp-1 .*Ремешок .*Часы .*990 ₽ .*смотрели вместе с «Часы»/);
  expect(text).not.toContain('\u001b[2J');
  expect(recommendText({ ...recommended, user_id: 'u', items: [] })).toBe('Для «u» пока нечего посоветовать.');
});

test('the JSON of recommendations has exactly the fields that are promised', () => {
  expect(recommendJson(recommended)).toEqual({
    user_id: 'user123',
    items: [{ product_id: 'mp-1', name: 'Ремешок\u001b[2J', score: 0.25, reason: 'смотрели вместе с «Часы»' }],
  });
});

test('who tells an event hears that it was taken, and whether its product is there', () => {
  expect(eventText({ event_id: 'e1', product: 'known' })).toBe('Событие принято: e1.');
  expect(eventText({ event_id: 'e1', product: 'unknown' })).toContain('Такого товара сейчас нет');
});

const listed = {
  product_id: 'mp-1',
  name: 'Чайник',
  category: 'Кухня',
  price: { amount: 990, currency: 'RUB' },
  in_stock: true,
};

test('suggestions show products and categories, and what was meant', () => {
  const corrected = { from: 'xfqy', to: 'чайн', kind: 'layout' };
  const text = plain(
    suggestText({ q: 'xfqy', products: [listed], categories: [{ category: 'Кухня', count: 7 }], corrected }),
  );
  expect(text).toContain('«xfqy», вероятно, «чайн»');
  expect(text).toMatch(/mp-1 .*Чайник .*990 ₽ .*в наличии/);
  expect(text).toContain('Категории: Кухня (7)');
  expect(suggestText({ q: 'щщщ', products: [], categories: [] })).toBe('По «щщщ» нечего подсказать.');
});

test('similar products are a table, or a sentence that there are none', () => {
  expect(plain(similarText({ product_id: 'mp-2', items: [listed] }))).toMatch(/^Похожие на «mp-2»:\n[^]*Чайник/u);
  expect(similarText({ product_id: 'mp-2', items: [] })).toBe('Похожих на «mp-2» нет.');
});

test('a search shows specifications, and how to go on', () => {
  const specifications = [{ name: 'Цвет', values: [{ value: 'белый', count: 2 }] }];
  const text = searchText(
    { ...answer, total: 3, facets: { ...answer.facets, specifications }, next: 'WyJu' },
    { page: 1, pageSize: 20 },
  );
  expect(text).toContain('Цвет: белый (2)');
  expect(text).toMatch(/Дальше: --after WyJu$/u);
});
