import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, formatMessages, type BuildFailure } from 'esbuild';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { keysOf, recordOf } from '../../modules/objects/entries.ts';
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

/** Modules that read files beside themselves, which are beside the bundle then, under the same names. */
const filesOfModules = new Map([
  ['modules/russian/words.ts', ['modules/russian/words.bin']],
  ['modules/russian/word-filters.ts', ['modules/russian/stemmer-rules.bin']],
  [
    'functions/search/understand/files.ts',
    ['brands.txt', 'kinds.txt', 'synonyms.txt', 'words.txt'].map((file) => `functions/search/understand/${file}`),
  ],
]);

/** Bundled packages that are CommonJS still call require, which an ES module does not have. */
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

// esbuild, a program in Go, takes what it finds here; unbounded it takes more memory and is hardly faster.
process.env['GOMEMLIMIT'] ??= '450MiB';

/** What esbuild holds of one run grows with its bundles, and what it reads again in the next costs less than a second. */
const handlersAtOnce = 8;

const projectRoot = join(import.meta.dirname, '../..');

/** The handler of a function of this project. */
export const handlerFile = (name: FunctionName): string => join(projectRoot, 'functions', name, 'handler.ts');

/** The handler of one function: see bundleHandlers. */
export async function bundleHandler(entry: string): Promise<PackagedFile[]> {
  return (await bundleHandlers({ handler: entry })).handler;
}

/**
 * Bundles each handler with everything that it imports, for the run time nodejs24.x: `index.mjs`, its source map, and the files
 * that its modules read.
 * Some in one run, which reads once what several handlers import; no bundle needs another one.
 * The AWS SDK is bundled too: the version that was tested is the one that runs, and engines other than AWS have none.
 */
export async function bundleHandlers<Name extends string>(
  entries: Readonly<Record<Name, string>>,
): Promise<Record<Name, PackagedFile[]>> {
  const names = keysOf(entries);
  const bundles = new Map<Name, PackagedFile[]>();
  for (let from = 0; from < names.length; from += handlersAtOnce)
    for (const [name, files] of await bundleSome(names.slice(from, from + handlersAtOnce), entries))
      bundles.set(name, files);
  return recordOf(names, (name) => bundles.get(name) ?? []);
}

async function bundleSome<Name extends string>(
  names: readonly Name[],
  entries: Readonly<Record<Name, string>>,
): Promise<[Name, PackagedFile[]][]> {
  const { outputFiles, metafile } = await build({
    // Sources in the map are named from here.
    absWorkingDir: projectRoot,
    entryPoints: names.map((name) => ({ in: entries[name], out: name })),
    outdir: projectRoot,
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: [nativeBindings, ...codecs],
    minify: true,
    keepNames: true,
    sourcemap: 'external',
    sourcesContent: false,
    banner: { js: requireForCommonJs },
    logLevel: 'silent',
  }).catch(async (error: BuildFailure) => {
    const messages = await formatMessages(error.errors ?? [], { kind: 'error' });
    const what = names.map((name) => entries[name]).join(', ');
    throw new PlatformError('input_invalid', `cannot bundle ${what}\n${messages.join('').trim()}`, { cause: error });
  });
  const contentsOf = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  return names.map((name) => [
    name,
    [
      ...packaged(contentsOf.get(`${name}.mjs`), contentsOf.get(`${name}.mjs.map`)),
      ...filesRead(metafile.outputs[`${name}.mjs`]?.inputs ?? {}),
    ],
  ]);
}

/** The files of one bundle under the names that they have in every package. */
const packaged = (code: Uint8Array = new Uint8Array(), map: Uint8Array = new Uint8Array()): PackagedFile[] => [
  { name: 'index.mjs', contents: Buffer.concat([code, Buffer.from('//# sourceMappingURL=index.mjs.map\n')]) },
  { name: 'index.mjs.map', contents: map },
];

/** The files that modules, named from the project's root, read beside themselves. Of some that are imported nothing is used. */
const filesRead = (inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>): PackagedFile[] =>
  Object.entries(inputs)
    .flatMap(([module, { bytesInOutput }]) => (bytesInOutput > 0 ? (filesOfModules.get(module) ?? []) : []))
    .map((file) => ({ name: basename(file), contents: readFileSync(join(projectRoot, file)) }));
