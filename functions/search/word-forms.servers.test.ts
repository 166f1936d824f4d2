import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { readQuery } from './query.ts';
import { searchProducts, type Found } from './search.ts';

/** Products by name, each the only one of its kind. */
const names = {
  goblet: 'Бокал для игристого, хрусталь',
  sofa: 'Диван угловой серый',
  journal: 'Журнал учёта посетителей',
  grill: 'Мангал складной на шесть шампуров',
  screen: 'Экран для проектора, два метра',
  aubergine: 'Баклажан вяленый в масле',
  channel: 'Канал кабельный белый',
  pencilCase: 'Пенал школьный с замком',
  drum: 'Барабан детский жестяной',
  bedspread: 'Покрывало стёганое на кровать',
  pocket: 'Карман подвесной для мелочей',
  tap: 'Кран шаровой полдюйма',
  suitcase: 'Чемодан дорожный на колёсах',
  terminal: 'Терминал кассовый с чеком',
  socks: 'Набор носков и чулок, пять пар',
  carpet: 'Ковёр шерстяной овальный',
  oil: 'Масло моторное 5W-40 зимнее',
  pen: 'Ручка шариковая с резинкой',
  brush: 'Щётка зубная мягкая',
  shelf: 'Полка угловая из дерева',
  bucket: 'Ведро пластиковое с крышкой',
  boots: 'Ботинки зимние на шнурках',
  screwdriver: 'Отвёртка крестовая PH2',
  napkin: 'Салфетка из микрофибры',
  towel: 'Полотенце банное льняное',
  window: 'Окно пластиковое для дачи',
  slippers: 'Тапки домашние войлочные',
  poloShirt: 'Футболка-поло мужская',
  windOfChange: 'Ветер перемен, настольная игра',
  metalSheet: 'Лист металл оцинкованный',
  methaneBottle: 'Баллон метан, пустой',
  wallClock: 'Часы настенные кварцевые',
  lessonPlan: 'Табличка «Перерыв один час»',
};
type Id = keyof typeof names;

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  const products = Object.entries(names).map(([product_id, name]) =>
    aProduct({ product_id, name, category: 'Разное' }),
  );
  const described = products.map((product) =>
    product.product_id === 'brush' ? { ...product, description: 'Две щётки в наборе, для дёсен' } : product,
  );
  const records = described.map((product) => aRecord('filtered_products', product.product_id, product));
  await indexing(indices, keepingPublisher())(records);
  await indices.refresh();
});
afterAll(async () => indices.remove());

async function search(name: string): Promise<Found> {
  const read = readQuery({ name: [name] });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return searchProducts(indices.client, indices.names.filteredProducts, read.query);
}

const idsOf = ({ result }: Found): string[] => result.hits.hits.map(({ _source }) => _source.product_id);

/** What is asked, and the one product that has the word, in whatever form. */
const asked: readonly (readonly [string, Id])[] = [
  ['бокалы', 'goblet'],
  ['бокалов', 'goblet'],
  ['диванов', 'sofa'],
  ['диваном', 'sofa'],
  ['журналы', 'journal'],
  ['мангалы', 'grill'],
  ['мангалов', 'grill'],
  ['экранов', 'screen'],
  ['баклажанов', 'aubergine'],
  ['каналы', 'channel'],
  ['пеналы', 'pencilCase'],
  ['барабанов', 'drum'],
  ['покрывалом', 'bedspread'],
  ['карманов', 'pocket'],
  ['кранов', 'tap'],
  ['чемоданов', 'suitcase'],
  ['чемоданами', 'suitcase'],
  ['терминалы', 'terminal'],
  ['носок', 'socks'],
  ['чулки', 'socks'],
  ['ковры', 'carpet'],
  ['ковров', 'carpet'],
  ['ручек', 'pen'],
  ['щеток', 'brush'],
  ['щёткой', 'brush'],
  ['полок', 'shelf'],
  ['полок угловых', 'shelf'],
  ['ведер', 'bucket'],
  ['ведер пластиковых', 'bucket'],
  ['ботинок', 'boots'],
  ['отвёрток', 'screwdriver'],
  ['салфеток', 'napkin'],
  ['полотенец', 'towel'],
  ['окон', 'window'],
  ['тапок', 'slippers'],
  ['дёсен', 'brush'],
  ['десны', 'brush'],
  ['металла', 'metalSheet'],
  ['метана', 'methaneBottle'],
  ['часов', 'wallClock'],
  ['часа', 'lessonPlan'],
];

test.each(asked)(
  '«%s» finds the product that has the word in another form, no other, and corrects nothing',
  async (name, id) => {
    const found = await search(name);
    expect(idsOf(found)).toEqual([id]);
    expect(found).not.toHaveProperty('corrected');
  },
);

test('a word that more than one product has in some form finds each of them', async () => {
  expect(idsOf(await search('масел')).toSorted()).toEqual(['aubergine', 'oil']);
});

test('a misspelling of one word is not taken for another that merely begins like it', async () => {
  expect(idsOf(await search('метал'))).toEqual(['metalSheet']);
});

test('a word that is mistyped finds what it was meant to be', async () => {
  const found = idsOf(await search('часи'));
  expect(found.filter((id) => id !== 'wallClock' && id !== 'lessonPlan')).toEqual([]);
});
