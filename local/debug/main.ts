import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Argument, Command } from 'commander';
import { functionNames, lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { engineClientConfig, engineEnvironment } from '../engine/endpoint.ts';
import { defaultInstanceName, findInstance, projectRoot, type Instance } from '../instance/instance.ts';

/** The environment of a deployed function, as its process would see it. */
async function deployedEnvironment(instance: Instance, functionName: FunctionName): Promise<Record<string, string>> {
  const lambda = new LambdaClient(engineClientConfig(instance));
  try {
    const name = lambdaName(functionName);
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    return { ...engineEnvironment(instance), AWS_LAMBDA_FUNCTION_NAME: name, ...Environment?.Variables };
  } finally {
    lambda.destroy();
  }
}

const program = new Command('npx node [--inspect-brk] local/debug/main.ts')
  .description('Runs the handler of a function in this process, on one event, against a running instance.')
  .addArgument(new Argument('<function>', 'name of its folder in functions/').choices(functionNames))
  .argument('<event>', 'JSON file with the event; - for standard input')
  .option('--instance <name>', 'which instance', defaultInstanceName)
  .addHelpText('after', '\nExample: npx node --inspect-brk local/debug/main.ts filter samples/events/products.json')
  .parse();

const [functionName, eventFile] = program.processedArgs as [FunctionName, string];
const { instance: instanceName } = program.opts<{ instance: string }>();
Object.assign(process.env, await deployedEnvironment(findInstance(instanceName), functionName));

const event: unknown = JSON.parse(readFileSync(eventFile === '-' ? 0 : eventFile, 'utf8'));
const { handler } = (await import(join(projectRoot, 'functions', functionName, 'handler.ts'))) as {
  handler: (event: unknown, context: unknown) => Promise<unknown>;
};
const answer = await handler(event, { functionName, awsRequestId: 'debug', getRemainingTimeInMillis: () => 60_000 });
process.stdout.write(`${JSON.stringify(answer ?? null, undefined, 2)}\n`);
process.exit();
