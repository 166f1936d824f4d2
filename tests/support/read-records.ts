import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { zstdDecompressor } from '../../modules/parquet/zstd.ts';

/** The rows of a Parquet file as hyparquet gives them, bytes as bytes. */
export function readRecords(file: Buffer, columns?: string[]): Promise<Record<string, unknown>[]> {
  const bytes = Uint8Array.from(file).buffer;
  return parquetReadObjects({
    file: bytes,
    metadata: parquetMetadata(bytes),
    compressors: zstdDecompressor,
    utf8: false,
    ...(columns && { columns }),
  });
}

export const readOffsets = async (file: Buffer): Promise<number[]> =>
  (await readRecords(file, ['offset'])).map(({ offset }) => Number(offset));
