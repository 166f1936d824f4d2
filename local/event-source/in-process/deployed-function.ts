import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  type FunctionConfiguration,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
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
  const folder = await fetchCode(client, functionName);
  const name = configuration.FunctionName ?? functionName;
  return {
    revision,
    name,
    folder,
    ...handlerIn(folder, Handler),
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

/** Unpacks the function's package outside of any project, whose package.json and modules it does not have on AWS. */
async function fetchCode(client: LambdaClient, functionName: string): Promise<string> {
  const { Code } = await client.send(new GetFunctionCommand({ FunctionName: functionName }));
  if (Code?.Location === undefined) throw unusable(`Lambda does not tell where the code of ${functionName} is`);
  const response = await fetch(Code.Location, { signal: AbortSignal.timeout(settings.codeTimeoutMs) });
  if (!response.ok) throw unusable(`the code of ${functionName} cannot be fetched: status ${response.status}`);
  const folder = mkdtempSync(join(tmpdir(), 'event-source-'));
  for (const [name, contents] of Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer())))) {
    const file = resolve(folder, name);
    if (name.endsWith('/') || !file.startsWith(folder + sep)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  return folder;
}

/** `index.handler` is what index.mjs, index.js or index.cjs exports as `handler`. */
function handlerIn(folder: string, handler: string): Pick<DeployedFunction, 'file' | 'handlerName'> {
  const point = handler.lastIndexOf('.');
  const module = join(folder, handler.slice(0, point));
  const file = ['.mjs', '.js', '.cjs'].map((ending) => module + ending).find((each) => existsSync(each));
  if (file === undefined) throw unusable(`there is no module for the handler ${handler}`);
  return { file, handlerName: handler.slice(point + 1) };
}

const unusable = (reason: string): PlatformError => new PlatformError('config_invalid', reason);
