import { basename, join } from 'node:path';
import { build, formatMessages, type BuildFailure, type OutputFile } from 'esbuild';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { FunctionName } from '../../modules/platform/function-names.ts';

/** One file of a function's package; `name` is its path there. */
export interface PackagedFile {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** DuckDB's bindings find a library beside themselves: they are not bundled but go along as they are (companions.ts). */
export const nativeBindings = '@duckdb/node-bindings';

/** Native codecs of Kafka: no topic that functions read themselves is written in them (compression in platform/topics.ts). */
const codecs = ['lz4-napi', 'snappy'];

/** Bundled packages that are CommonJS still call require, which an ES module does not have. */
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const projectRoot = join(import.meta.dirname, '../..');

/** The handler of a function of this project. */
export const handlerFile = (name: FunctionName): string => join(projectRoot, 'functions', name, 'handler.ts');

/**
 * Bundles a handler with everything that it imports, for the run time nodejs24.x: `index.mjs` and its source map.
 * The AWS SDK is bundled too: the version that was tested is the one that runs, and engines other than AWS have none.
 */
export async function bundleHandler(entry: string): Promise<PackagedFile[]> {
  const { outputFiles } = await build({
    // Sources in the map are named from here.
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    outfile: 'index.mjs',
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: [nativeBindings, ...codecs],
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: requireForCommonJs },
    logLevel: 'silent',
  }).catch(async (error: BuildFailure) => {
    const messages = await formatMessages(error.errors ?? [], { kind: 'error' });
    throw new PlatformError('input_invalid', `cannot bundle ${entry}\n${messages.join('').trim()}`, { cause: error });
  });
  return outputFiles.map(({ path, contents }: OutputFile) => ({ name: basename(path), contents }));
}
