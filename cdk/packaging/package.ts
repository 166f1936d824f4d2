import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, handlerFile, type PackagedFile } from './bundle.ts';
import { companionFiles, type NativePlatform } from './companions.ts';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { zip } from './zip.ts';

/** Bundles every function into `directory` for the stack, to run on `platform`. */
export async function packageFunctions(
  directory: string,
  platform: NativePlatform,
  entryOf: (name: FunctionName) => string = handlerFile,
): Promise<Record<FunctionName, Code>> {
  const packages = await Promise.all(
    functionNames.map(async (name) => {
      const files = [...(await bundleHandler(entryOf(name))), ...companionFiles(name, platform)];
      return [name, writePackage(files, join(directory, 'functions', `${name}.zip`))] as const;
    }),
  );
  return Object.fromEntries(packages) as Record<FunctionName, Code>;
}

/** Zipped here: CDK would take longer, and nothing of a package changes on its way. */
function writePackage(files: readonly PackagedFile[], path: string): Code {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, zip(files));
  return Code.fromAsset(path);
}
