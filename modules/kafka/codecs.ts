import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { PlatformError } from '../errors/platform-error.ts';

/** How kafkajs takes a codec that it does not have itself. */
interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

const compressZstd = promisify(zstdCompress);
const decompressZstd = promisify(zstdDecompress);

export const zstd: Codec = {
  compress: ({ buffer }) => compressZstd(buffer),
  decompress: (bytes) => decompressZstd(bytes),
};

// The two below are native code, brought in when a batch needs it: producers write them, we do not.

export const lz4: Codec = {
  compress: () => refuse('lz4'),
  async decompress(bytes) {
    const { decompressFrame } = await import('lz4-napi');
    return decompressFrame(bytes);
  },
};

export const snappy: Codec = {
  compress: () => refuse('snappy'),
  async decompress(bytes) {
    const { uncompress } = await import('snappy');
    const blocks = await Promise.all(snappyBlocks(bytes).map((block) => uncompress(block, { asBuffer: true })));
    return Buffer.concat(blocks.map((block) => Buffer.from(block)));
  },
};

const refuse = (codec: string): Promise<never> =>
  Promise.reject(new PlatformError('config_invalid', `records are not sent in ${codec}: take zstd or gzip`));

/** Of snappy-java, which Kafka writes with; librdkafka writes one bare block. https://github.com/xerial/snappy-java */
const snappyJavaMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const snappyJavaHeader = 16;

/** Behind snappy-java's header each block stands after its length, four bytes. */
function snappyBlocks(bytes: Buffer): Buffer[] {
  if (!bytes.subarray(0, snappyJavaMagic.length).equals(snappyJavaMagic)) return [bytes];
  const blocks: Buffer[] = [];
  for (let at = snappyJavaHeader; at < bytes.length;) {
    const length = bytes.readInt32BE(at);
    blocks.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return blocks;
}
