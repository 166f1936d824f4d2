import { DuckDBInstance } from '@duckdb/node-api';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { quoted } from '../duckdb/tables.ts';

/** MB; reading results needs little, whatever their size. */
const memory = 256;

/** The results of a run as tables, on this machine. */
export interface ResultReader {
  /** The rows of a query of texts, some thousand at a time. */
  rows(sql: string): AsyncIterable<(string | null)[][]>;
  close(): void;
}

/** Opens Parquet files of this machine as tables, several files a table; `directory` is for what does not fit into memory. */
export async function resultReader(
  tables: Readonly<Record<string, readonly string[]>>,
  directory: string,
): Promise<ResultReader> {
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memory}MB`,
    threads: '1',
    temp_directory: directory,
  });
  const connection = await database.connect();
  for (const [name, files] of Object.entries(tables))
    await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet([${files.map(quoted).join(', ')}])`);
  return {
    async *rows(sql) {
      try {
        const result = await connection.stream(sql);
        for await (const chunk of result.yieldRows())
          yield chunk.map((row) => row.map((value) => (typeof value === 'string' ? value : null)));
      } catch (error) {
        throw new PlatformError('analysis_failed', 'cannot read the results', { cause: error });
      }
    },
    close: () => database.closeSync(),
  };
}
