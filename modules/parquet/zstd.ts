import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** For hyparquet-writer: Zstandard as Node has it. */
export const zstdCompressor = { ZSTD: (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes) };

/** For hyparquet. */
export const zstdDecompressor = { ZSTD: (bytes: Uint8Array): Uint8Array => zstdDecompressSync(bytes) };
