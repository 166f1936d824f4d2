import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve, sep } from 'node:path';
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  type FunctionConfiguration,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { unzipSync, type Unzipped } from 'fflate';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { settings } from '../settings.ts';

/** A function as it is deployed at one moment, with its code in a folder of this machine. */
export interface DeployedFunction {
  /** Another one whenever its code or its configuration is another. */
  readonly revision: string;
  readonly name: string;
  readonly folder: string;
  /** The module that exports the handler, and the handler's name there. */
  readonly file: string;
  readonly handlerName: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
}

/** Reads a function from Lambda; the code only when it is another than that of `known`. */
export async function readFunction(
  client: LambdaClient,
  functionName: string,
  known: DeployedFunction | undefined,
): Promise<DeployedFunction> {
  const configuration = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const { CodeSha256, Handler = '', Timeout, MemorySize = 128, Environment, LoggingConfig } = configuration;
  const revision = JSON.stringify({ CodeSha256, Handler, Timeout, MemorySize, Environment, LoggingConfig });
  if (known?.revision === revision) return known;
  checkRuntime(functionName, configuration);
  const name = configuration.FunctionName ?? functionName;
  const files = await fetchCode(client, functionName);
  const { module, handlerName } = handlerIn(files, Handler);
  const folder = unpack(files);
  return {
    revision,
    name,
    folder,
    file: join(folder, module),
    handlerName,
    timeout: Timeout === undefined ? settings.defaultFunctionTimeoutMs : Timeout * 1_000,
    memorySize: MemorySize,
    variables: Environment?.Variables ?? {},
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
  };
}

export const removeCode = ({ folder }: DeployedFunction): void => rmSync(folder, { recursive: true, force: true });

function checkRuntime(functionName: string, { Runtime, PackageType }: FunctionConfiguration): void {
  if (Runtime?.startsWith('nodejs') === true) return;
  const found = Runtime ?? PackageType ?? 'something else';
  throw unusable(`only functions of Node run in process, and ${functionName} is one of ${found}`);
}

/** The files of the function's package by name. */
async function fetchCode(client: LambdaClient, functionName: string): Promise<Unzipped> {
  const { Code } = await client.send(new GetFunctionCommand({ FunctionName: functionName }));
  if (Code?.Location === undefined) throw unusable(`Lambda does not tell where the code of ${functionName} is`);
  const response = await fetch(Code.Location, { signal: AbortSignal.timeout(settings.codeTimeoutMs) });
  if (!response.ok) throw unusable(`the code of ${functionName} cannot be fetched: status ${response.status}`);
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}

/** Outside of any project, whose package.json and modules the function does not have on AWS. */
function unpack(files: Unzipped): string {
  const folder = mkdtempSync(join(tmpdir(), 'event-source-'));
  for (const [name, contents] of Object.entries(files)) {
    const file = resolve(folder, name);
    if (name.endsWith('/') || !file.startsWith(folder + sep)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  return folder;
}

/** `index.handler` is what index.mjs, index.js or index.cjs exports as `handler`. */
function handlerIn(files: Unzipped, handler: string): { readonly module: string; readonly handlerName: string } {
  const point = handler.lastIndexOf('.');
  const path = posix.normalize(handler.slice(0, point));
  const module = ['.mjs', '.js', '.cjs'].map((ending) => path + ending).find((each) => Object.hasOwn(files, each));
  if (module === undefined) throw unusable(`there is no module for the handler ${handler}`);
  return { module, handlerName: handler.slice(point + 1) };
}

const unusable = (reason: string): PlatformError => new PlatformError('config_invalid', reason);
