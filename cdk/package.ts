import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, handlerFile } from './bundle.ts';
import { functionNames, type FunctionName } from './function-names.ts';

/** Bundles every function into `directory` for the stack. */
export async function packageFunctions(
  directory: string,
  entryOf: (name: FunctionName) => string = handlerFile,
): Promise<Record<FunctionName, Code>> {
  const packages = await Promise.all(
    functionNames.map(
      async (name) => [name, await packageFunction(entryOf(name), join(directory, 'functions', name))] as const,
    ),
  );
  return Object.fromEntries(packages) as Record<FunctionName, Code>;
}

async function packageFunction(entry: string, directory: string): Promise<Code> {
  const files = await bundleHandler(entry);
  mkdirSync(directory, { recursive: true });
  for (const file of files) writeFileSync(join(directory, file.name), file.contents);
  return Code.fromAsset(directory);
}
