import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Query } from './engine.ts';
import type { InputTable } from './input-tables.ts';

/** Beside this file, and in the package of the function beside its one module. */
const directory = join(import.meta.dirname, 'sql');

/** Tables that several analyses read, in the order of their making. */
const preparedNames = ['prices', 'searches', 'events'] as const;

/** In the order of their computing: what people wait for most comes first. */
export const analysisNames = [
  'categories',
  'popular_products',
  'co_occurrence',
  'shared_buyers',
  'top_queries',
  'empty_queries',
  'price_trends',
  'price_history',
] as const;

export type AnalysisName = (typeof analysisNames)[number];

/** What a run leaves: what SQL computes, and what is made of it. */
export const resultNames = [...analysisNames, 'neighbours'] as const;

export type ResultName = (typeof resultNames)[number];

const read = (file: string): string => readFileSync(join(directory, file), 'utf8');

export const dayQuery = (table: InputTable): string => read(`days/${table}.sql`);

export const preparedQueries = (): Query[] => preparedNames.map((name) => ({ name, sql: read(`inputs/${name}.sql`) }));

export const analysisQueries = (): (Query & { readonly name: AnalysisName })[] =>
  analysisNames.map((name) => ({ name, sql: read(`${name}.sql`) }));
