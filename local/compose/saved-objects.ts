import { indexNames, type IndexNames } from '../../modules/opensearch/indices.ts';

/** A saved object of OpenSearch Dashboards, as it exports and imports them. */
export interface SavedObject {
  readonly type: 'index-pattern' | 'search';
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly { readonly name: string; readonly type: string; readonly id: string }[];
}

/** An index that people look into, and the field that says when. */
export const patterns = [
  { index: 'filteredProducts', time: 'updated_at' },
  { index: 'rejectedProducts', time: 'rejected_at' },
  { index: 'clientQueries', time: 'timestamp' },
  { index: 'categoryStats', time: 'computed_at' },
] as const satisfies readonly { readonly index: keyof IndexNames; readonly time: string }[];

/** Searches that are there at first sight; each sorted by the time of its index, the newest first. */
export const searches = [
  {
    index: 'filteredProducts',
    title: 'Товары, которые находят покупатели',
    columns: ['name', 'category', 'brand', 'price_minor', 'in_stock', 'store_id'],
  },
  {
    index: 'clientQueries',
    title: 'Что ищут и делают покупатели',
    columns: ['user_id', 'user_query', 'action_name', 'query_attributes.total', 'session_id'],
  },
] as const satisfies readonly {
  readonly index: keyof IndexNames;
  readonly title: string;
  readonly columns: readonly string[];
}[];

export const savedObjects = (): readonly SavedObject[] => [
  ...patterns.map(({ index, time }): SavedObject => ({
    type: 'index-pattern',
    id: indexNames[index],
    attributes: { title: indexNames[index], timeFieldName: time },
    references: [],
  })),
  ...searches.map(({ index, title, columns }): SavedObject => {
    const sort = patterns.flatMap((pattern) => (pattern.index === index ? [[pattern.time, 'desc']] : []));
    const source = { query: { query: '', language: 'kuery' }, filter: [], indexRefName: sourceReference };
    return {
      type: 'search',
      id: `${indexNames[index]}-all`,
      attributes: {
        title,
        columns,
        sort,
        version: 1,
        kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(source) },
      },
      references: [{ name: sourceReference, type: 'index-pattern', id: indexNames[index] }],
    };
  }),
];

const sourceReference = 'kibanaSavedObjectMeta.searchSourceJSON.index';
