import { Command, Option } from 'commander';
import type { Client } from '@opensearch-project/opensearch';
import type { Index } from '../../modules/opensearch/index-body.ts';
import { indexKeys, indexNames } from '../../modules/opensearch/indices.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { runningInstance } from '../services/running.ts';
import { opensearchUrl } from '../services/opensearch.ts';
import { copyDocuments, createNext, listIndices, moveAlias } from './rebuild.ts';
import { refill } from './refill.ts';

interface Options extends InstanceOptions {
  readonly url?: string;
  readonly region: string;
}

const requestTimeoutMs = 30_000;

const program = new Command('npm run indices --').description(
  'Rebuilds an index of OpenSearch whose fields have changed (create another, copy the documents, move the alias), or fills lost ones anew.',
);

const command = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .addOption(instanceOption())
    .option('--url <url>', 'a domain on AWS instead, with the credentials of this environment')
    .option('--region <region>', 'its region', 'us-east-1');

const aliasOption = (): Option =>
  new Option('--alias <name>', 'its alias').choices(indexKeys.map((key) => indexNames[key])).makeOptionMandatory();

const indexOf = (alias: string): Index => indexKeys.find((key) => indexNames[key] === alias) ?? 'products';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function withClient({ url, region, instance }: Options, use: (client: Client) => Promise<void>): Promise<void> {
  const config =
    url === undefined
      ? { url: opensearchUrl(runningInstance(instance)), auth: 'none' as const, region }
      : { url, auth: 'sigv4' as const, region };
  const client = openSearchClient(config, { requestTimeout: requestTimeoutMs, maxRetries: 1 });
  try {
    await use(client);
  } catch (error) {
    throw opensearchFailure(error, `do that on ${config.url}`);
  } finally {
    await client.close();
  }
}

command('list', 'Indices with their documents, and the aliases that show them.')
  .addOption(jsonOption('[{index, documents, aliases}]'))
  .action((options: Options & JsonOptions) =>
    withClient(options, async (client) => {
      const found = await listIndices(client);
      const lines = found.map(({ index, documents, aliases }) => `${index}  ${documents}  ${aliases.join(', ')}`);
      printResult(options, found, lines.join('\n'));
    }),
  );

command('create', 'An empty index as this version wants it, and its name on stdout.')
  .addOption(aliasOption())
  .action((options: Options & { alias: string }) =>
    withClient(options, async (client) => {
      process.stdout.write(`${await createNext(client, indexOf(options.alias))}\n`);
    }),
  );

command('copy', 'The documents of one index to another that nobody uses yet. It may be done again.')
  .requiredOption('--from <index>', 'where they are')
  .requiredOption('--to <index>', 'where they are to be')
  .action((options: Options & { from: string; to: string }) =>
    withClient(options, (client) => copyDocuments(client, options.from, options.to, tell)),
  );

command('move', 'An alias, and with the products their views, in one step. Nobody may write meanwhile.')
  .addOption(aliasOption())
  .requiredOption('--to <index>', 'what it is to show')
  .option('--force', 'also to an index that has fewer documents', false)
  .action((options: Options & { alias: string; to: string; force: boolean }) =>
    withClient(options, (client) =>
      moveAlias(client, { index: indexOf(options.alias), to: options.to, force: options.force }, tell),
    ),
  );

program
  .command('refill')
  .description('What OpenSearch has lost comes again: the functions read their topics from the beginning once more.')
  .addOption(instanceOption())
  .action(async ({ instance }: InstanceOptions) => {
    const topics = await refill(runningInstance(instance));
    tell(`read from their beginnings: ${topics.join(', ')}; npm run status shows how far it is`);
  });

await runCommandLine(program);
