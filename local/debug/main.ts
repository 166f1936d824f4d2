import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Argument, Command } from 'commander';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { functionNames, lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { engineFailure } from '../deploy/engine-failure.ts';
import { engineClientConfig, engineEnvironment } from '../engine/endpoint.ts';
import { findInstance, projectRoot, type Instance } from '../instance/instance.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** The environment of a deployed function, as its process would see it. */
async function deployedEnvironment(instance: Instance, functionName: FunctionName): Promise<Record<string, string>> {
  const lambda = new LambdaClient(engineClientConfig(instance));
  try {
    const name = lambdaName(functionName);
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    return { ...engineEnvironment(instance), AWS_LAMBDA_FUNCTION_NAME: name, ...Environment?.Variables };
  } catch (error) {
    throw engineFailure(instance, error, `read what ${functionName} is deployed with`);
  } finally {
    lambda.destroy();
  }
}

const program = new Command('npx node [--inspect-brk] local/debug/main.ts')
  .description('Runs the handler of a function in this process, on one event, against a running instance.')
  .addArgument(new Argument('<function>', 'name of its folder in functions/').choices(functionNames))
  .argument('<event>', 'JSON file with the event; - for standard input')
  .addOption(instanceOption())
  .addHelpText(
    'after',
    `
Example: npx node --inspect-brk local/debug/main.ts filter samples/events/products.json

What the function writes, it writes into the running instance. In the example the shop sends a product and takes it back,
so nothing of it stays in the catalogue.`,
  )
  .action(debug);

async function debug(functionName: FunctionName, eventFile: string, options: InstanceOptions): Promise<void> {
  const event = await readEvent(eventFile);
  Object.assign(process.env, await deployedEnvironment(findInstance(options.instance), functionName));
  const { handler }: { handler: Handler } = await import(join(projectRoot, 'functions', functionName, 'handler.ts'));
  const answer = await handler(event, { functionName, awsRequestId: 'debug', getRemainingTimeInMillis: () => 60_000 });
  process.stdout.write(`${JSON.stringify(answer ?? null, undefined, 2)}\n`);
}

async function readEvent(file: string): Promise<unknown> {
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((cause: unknown) => {
    throw new PlatformError('input_invalid', `${file} cannot be read`, { cause });
  });
  const event = jsonOf(content);
  if (event === undefined) throw new PlatformError('input_invalid', `${file} does not hold JSON`);
  return event;
}

await runCommandLine(program);
// The clients of a function stay open for its next call.
process.exit();
