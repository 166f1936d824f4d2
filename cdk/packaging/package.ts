import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandlers, handlerFile, type PackagedFile } from './bundle.ts';
import { companionFiles, type NativePlatform } from './companions.ts';
import { recordOf } from '../../modules/objects/entries.ts';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { zip } from './zip.ts';

/** Bundles every function into `directory` for the stack, to run on `platform`. */
export async function packageFunctions(
  directory: string,
  platform: NativePlatform,
  entryOf: (name: FunctionName) => string = handlerFile,
): Promise<Record<FunctionName, Code>> {
  const bundles = await bundleHandlers(recordOf(functionNames, entryOf));
  return recordOf(functionNames, (name) =>
    writePackage([...bundles[name], ...companionFiles(name, platform)], join(directory, 'functions', `${name}.zip`)),
  );
}

/** Zipped here: CDK would take longer, and nothing of a package changes on its way. */
function writePackage(files: readonly PackagedFile[], path: string): Code {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, zip(files));
  return Code.fromAsset(path);
}
