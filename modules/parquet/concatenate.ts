import type { ColumnChunk, FileMetaData, RowGroup } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { magic } from './footer.ts';

/** A stretch of bytes of the concatenation: a whole Parquet file, or bytes without rows. */
export interface Part {
  readonly length: number;
  readonly footer?: FileMetaData;
}

/**
 * The bytes that make one Parquet file of several files and what else stands between them, when they are written behind
 * them: a footer with the row groups of all. The footers within become bytes that nothing refers to. All files have the
 * schema of the first.
 */
export function concatenatedFooter(parts: readonly Part[], metadata: Readonly<Record<string, string>>): Buffer {
  const [first] = parts.flatMap(({ footer }) => footer ?? []);
  if (first === undefined) throw new Error('there is no file to concatenate');
  let start = 0n;
  const rowGroups: RowGroup[] = [];
  for (const { footer, length } of parts) {
    const shift = start;
    for (const group of footer?.row_groups ?? []) rowGroups.push(moved(group, shift));
    start += BigInt(length);
  }
  const writer = new ByteWriter();
  writeMetadata(writer, {
    ...first,
    num_rows: rowGroups.reduce((sum, { num_rows }) => sum + num_rows, 0n),
    row_groups: rowGroups,
    key_value_metadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  return Buffer.concat([writer.getBytes(), Buffer.from(magic)]);
}

/** Whether the files can be one: the same columns of the same types. */
export const haveSameSchema = (a: FileMetaData, b: FileMetaData): boolean =>
  JSON.stringify(a.schema) === JSON.stringify(b.schema);

const moved = (group: RowGroup, shift: bigint): RowGroup => ({
  ...group,
  ...(group.file_offset !== undefined && { file_offset: group.file_offset + shift }),
  columns: group.columns.map((chunk) => movedChunk(chunk, shift)),
});

function movedChunk(chunk: ColumnChunk, shift: bigint): ColumnChunk {
  const { file_offset, offset_index_offset, column_index_offset, meta_data: data } = chunk;
  return {
    ...chunk,
    file_offset: file_offset + shift,
    ...(offset_index_offset !== undefined && { offset_index_offset: offset_index_offset + shift }),
    ...(column_index_offset !== undefined && { column_index_offset: column_index_offset + shift }),
    ...(data !== undefined && {
      meta_data: {
        ...data,
        data_page_offset: data.data_page_offset + shift,
        ...(data.index_page_offset !== undefined && { index_page_offset: data.index_page_offset + shift }),
        ...(data.dictionary_page_offset !== undefined && {
          dictionary_page_offset: data.dictionary_page_offset + shift,
        }),
        ...(data.bloom_filter_offset !== undefined && { bloom_filter_offset: data.bloom_filter_offset + shift }),
      },
    }),
  };
}
