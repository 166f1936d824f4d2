import tables from './input-tables.json' with { type: 'json' };

/** A table that the SQL files read; `input-tables.json` says its columns. */
export type TableName = keyof typeof tables;

/** Columns with their SQL types, by table. */
export const inputTables: Readonly<Record<TableName, Readonly<Record<string, string>>>> = tables;

/** Whether a table is made of raw files, as functions/archive writes them. */
export const isRaw = (name: TableName): boolean => name === 'product_records' || name === 'activity_records';
