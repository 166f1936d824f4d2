import { expect, test } from 'vitest';
import type { Found, Mention, RecordOperation } from './places.ts';
import { leftCategories, remembering, touchedCategories } from './touched.ts';

const list = { ban_list_version: 1 };
const aMention = (fields: Partial<Mention> = {}): Mention => ({ id: 'p1', version: 2, record: 0, ...list, ...fields });
const aFound = (fields: Partial<Found> = {}): Found => ({
  id: 'p1',
  place: 'filteredProducts',
  version: 1,
  ...list,
  ...fields,
});

const touched = (mentions: readonly Mention[], before: readonly Found[] = [], elsewhere: readonly Found[] = []) =>
  touchedCategories(mentions, leftCategories(mentions, before), elsewhere);

test('a product that moves touches the category that it leaves and the one that it enters', () => {
  expect(touched([aMention({ category: 'Новая' })], [aFound({ category: 'Старая' })])).toEqual(['Новая', 'Старая']);
});

test('a product that goes touches the category that it was in', () => {
  expect(touched([aMention()], [aFound({ category: 'Старая' })])).toEqual(['Старая']);
  expect(touched([aMention()], [], [aFound({ category: 'Старая', left: ['Прежняя'] })])).toEqual(['Старая', 'Прежняя']);
});

test('a batch that comes again touches what its products left the first time', () => {
  const written = aFound({ version: 2, category: 'Новая', left: ['Старая'] });
  expect(touched([aMention({ category: 'Новая' })], [written])).toEqual(['Новая', 'Старая']);
  expect(touched([aMention()], [aFound({ place: 'withdrawnProducts', version: 2, left: ['Старая'] })])).toEqual([
    'Старая',
  ]);
});

test('what a product left by an earlier change was announced with that change', () => {
  const earlier = aFound({ version: 1, category: 'Вторая', left: ['Первая'] });
  expect(touched([aMention({ category: 'Третья' })], [earlier])).toEqual(['Третья', 'Вторая']);
});

test('each category is named once, half a surrogate pair as OpenSearch keeps it', () => {
  const mentions = ['Часы\ud83d', 'Часы\ufffd'].map((category, record) => aMention({ category, record }));
  expect(touched(mentions)).toEqual(['Часы\ufffd']);
});

const written = (mentions: readonly Mention[], before: readonly Found[]): unknown => {
  const operations = mentions.map(({ id, version, record }): RecordOperation => ({
    action: 'index',
    index: 'filteredProducts',
    id,
    version,
    record,
    document: '{"name":"Часы"}',
  }));
  return remembering(operations, mentions, leftCategories(mentions, before)).map(({ document }): unknown =>
    JSON.parse(document ?? 'null'),
  );
};

test('only the document of a product that moves remembers anything', () => {
  const mentions = [aMention({ category: 'Новая' }), aMention({ id: 'p2', record: 1, category: 'Старая' })];
  const before = [aFound({ category: 'Старая' }), aFound({ id: 'p2', category: 'Старая' })];
  expect(written(mentions, before)).toEqual([{ name: 'Часы', left_categories: ['Старая'] }, { name: 'Часы' }]);
});

test('a document that is written again remembers what it remembered', () => {
  const mentions = [aMention({ category: 'Вторая' }), aMention({ version: 3, record: 1, category: 'Третья' })];
  const before = [aFound({ version: 2, category: 'Вторая', left: ['Первая'] })];
  expect(written(mentions, before)).toEqual([
    { name: 'Часы', left_categories: ['Первая'] },
    { name: 'Часы', left_categories: ['Вторая', 'Первая'] },
  ]);
});
