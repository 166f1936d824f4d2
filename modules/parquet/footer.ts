import { parquetMetadata, type FileMetaData } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import type { FileStatus, WebHdfs } from '../webhdfs/webhdfs.ts';

export type ParquetFile = Pick<FileStatus, 'path' | 'length'>;
type Reader = Pick<WebHdfs, 'read'>;

/** What a Parquet file begins and ends with. */
export const magic = 'PAR1';
/** Length of the footer as four bytes, and the magic. */
const trailerBytes = 8;
/** What most footers fit in, so that one request is enough. */
const firstRead = 64 * 1024;

/** Least and greatest values stay what they are: as texts and dates, some would come back as others. */
const parsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array) => bytes,
  timestampFromMilliseconds: (milliseconds: bigint) => milliseconds,
};

/**
 * Whether a file ends as a Parquet file does, read with one small request: one that was cut short while it was copied
 * does not.
 */
export async function isWholeParquet(hdfs: Reader, file: ParquetFile): Promise<boolean> {
  if (file.length < magic.length + trailerBytes) return false;
  const trailer = await hdfs.read(file.path, { offset: file.length - trailerBytes, length: trailerBytes });
  return footerBytes(trailer, file.length) !== undefined;
}

/** The footer of a Parquet file; undefined when the file was cut short or is something else. */
export async function readFooter(hdfs: Reader, file: ParquetFile): Promise<FileMetaData | undefined> {
  if (file.length < magic.length + trailerBytes) return undefined;
  const tail = await readTail(hdfs, file, Math.min(firstRead, file.length));
  const needed = footerBytes(tail, file.length);
  if (needed === undefined) return undefined;
  const whole = needed <= tail.length ? tail : await readTail(hdfs, file, needed);
  try {
    const footer = parquetMetadata(whole, { parsers, geoparquet: false });
    return isWithin(footer, file.length) ? footer : undefined;
  } catch {
    return undefined;
  }
}

const readTail = (hdfs: Reader, { path, length }: ParquetFile, bytes: number): Promise<Buffer> =>
  hdfs.read(path, { offset: length - bytes, length: bytes });

/** Bytes of the footer with its trailer; undefined when they cannot be right. */
function footerBytes(tail: Buffer, fileLength: number): number | undefined {
  if (tail.length < trailerBytes || tail.toString('latin1', tail.length - magic.length) !== magic) return undefined;
  const bytes = tail.readUInt32LE(tail.length - trailerBytes) + trailerBytes;
  return bytes + magic.length <= fileLength ? bytes : undefined;
}

/** Whether the data that the footer tells of lies in the file: the end of a larger file may have survived alone. */
const isWithin = (footer: FileMetaData, length: number): boolean =>
  footer.row_groups.every(({ columns }) =>
    columns.every(({ meta_data: data }) => {
      if (data === undefined) return false;
      const start = data.dictionary_page_offset ?? data.data_page_offset;
      return start + data.total_compressed_size <= BigInt(length);
    }),
  );
