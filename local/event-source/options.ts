import { existsSync, readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';

/** Who runs the functions: the engine, or threads of this process. */
const invokeWays = ['engine', 'in-process'] as const;

/** What the event source is told of where it runs. */
export interface Options {
  readonly stack: string;
  readonly function?: string;
  /** PEM. */
  readonly ca?: string;
  readonly invoke: (typeof invokeWays)[number];
  readonly host: string;
  readonly port: number;
  readonly endpointUrl: string;
  readonly mskEndpointUrl?: string;
  readonly region: string;
}

/** The command line, whose `opts()` are Options once it has parsed. */
export const command = (): Command =>
  new Command('node local/event-source/main.ts')
    .description(
      'Polls Kafka for the event source mappings of a deployed stack and invokes their functions, as Lambda does, beside ' +
        'cloud engines that do not. Until SIGTERM. See local/event-source/README.md.',
    )
    .requiredOption('--stack <name>', 'the CloudFormation stack whose Kafka mappings are polled')
    .option('--function <name>', 'only the mappings of this function, as while it is debugged or measured')
    .option('--ca <file>', 'PEM of the CA that is trusted when a mapping names none; without it, public ones', readPem)
    .addOption(
      new Option('--invoke <way>', 'who runs the functions: the engine, or threads of this process')
        .choices(invokeWays)
        .default('engine'),
    )
    .option('--host <name>', 'where GET /status and GET /metrics are answered', '127.0.0.1')
    .option('--port <number>', 'and at which port', parsePort, 4568)
    .addOption(new Option('--endpoint-url <url>', 'the engine').env('AWS_ENDPOINT_URL').makeOptionMandatory())
    .addOption(
      new Option('--msk-endpoint-url <url>', 'where the MSK API is answered, when not there').env(
        'AWS_ENDPOINT_URL_KAFKA',
      ),
    )
    .addOption(new Option('--region <name>', 'its region').env('AWS_REGION').makeOptionMandatory())
    .addHelpText(
      'after',
      '\nThe credentials for the engine are found as by any AWS SDK: AWS_ACCESS_KEY_ID, a profile, …',
    );

function readPem(file: string): string {
  if (!existsSync(file)) throw new InvalidArgumentError('there is no such file.');
  return readFileSync(file, 'utf8');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('it must be a port number.');
  return port;
}
