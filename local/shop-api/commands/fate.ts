import { Command } from 'commander';
import { openSearchClient } from '../../../modules/opensearch/client.ts';
import { readDocuments, type FoundDocument } from '../../../modules/opensearch/documents.ts';
import { indexNames } from '../../../modules/opensearch/indices.ts';
import type { OutgoingRecord } from '../../../modules/kafka/record.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { printable, shortened } from '../../command-line/printable.ts';
import { failWith, fromCallersFolder, nonBlank } from '../../command-line/run.ts';
import { readLetters } from '../../dead-letters/letters.ts';
import { findInstance, type Instance } from '../../instance/instance.ts';
import { requireKafka } from '../../kafka/running.ts';
import { plainTable } from '../../observe/table.ts';
import { closing } from '../../resources/closing.ts';
import { opensearchUrl } from '../../services/opensearch.ts';
import { batchesOf } from '../batches.ts';
import { fateDocumentSchema, fateOf, fates, type Fate, type FateDocument } from '../fate.ts';
import { fileSource, piecesOf } from '../source.ts';
import { inSource } from '../told.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly file: string;
}

export const fateCommand = new Command('fate')
  .description('what came of each product of a file that was sent, and why')
  .requiredOption('--file <path>', 'the file, as it was sent', nonBlank)
  .addOption(instanceOption())
  .addOption(jsonOption('{counts, products}'))
  .addHelpText(
    'after',
    `\nA product is one of: ${fates.join(', ')}.\nExit code: 0 all searchable, 1 some are not, 2 wrong usage.`,
  )
  .action(tellFates);

/** Documents that are asked for at once. */
const batchSize = 500;
const answerTimeoutMs = 10_000;

async function tellFates({ file, instance: name, ...options }: Options): Promise<void> {
  const source = fileSource(fromCallersFolder(file));
  const instance = findInstance(name);
  await requireKafka(instance);
  const letters = await readLetters(instance);
  // The newest come first, and the first of the same bytes counts.
  const byBytes = new Map(letters.toReversed().map((letter) => [digest(letter.value), letter]));
  const products: Fate[] = [];
  let problems = 0;
  for await (const batch of batchesOf(piecesOf(source, undefined, new AbortController().signal), batchSize)) {
    const documents = await documentsOf(instance, batch.records);
    for (const record of batch.records)
      products.push(fateOf(record, documents.get(String(record.key))?.source, byBytes.get(digest(record.value))));
    for (const problem of [...batch.failed, ...(batch.stop === undefined ? [] : [batch.stop])]) {
      problems++;
      process.stderr.write(`${printable(inSource(source, problem))}\n`);
    }
  }
  const counts = Object.fromEntries(fates.map((fate) => [fate, products.filter((one) => one.fate === fate).length]));
  printResult(options, { counts, products }, fatesText(counts, products));
  const others = products.length - (counts['searchable'] ?? 0) + problems;
  if (others > 0) failWith(`${others} of ${products.length + problems} are not searchable`);
}

const digest = (value: Buffer | string | null): string => String(value);

async function documentsOf(
  instance: Instance,
  records: readonly OutgoingRecord[],
): Promise<ReadonlyMap<string, FoundDocument<FateDocument>>> {
  const config = { url: opensearchUrl(instance), auth: 'none' as const, region: '' };
  await using client = closing(openSearchClient(config, { requestTimeout: answerTimeoutMs, maxRetries: 1 }));
  return await readDocuments(client, {
    index: indexNames.products,
    ids: records.flatMap(({ key }) => (key === null ? [] : [String(key)])),
    fields: ['state', 'shop_json', 'reasons.rule_id', 'reasons.reason'],
    schema: fateDocumentSchema,
  });
}

/** How many of each; then those that buyers do not find, each with its reason. */
function fatesText(counts: Readonly<Record<string, number>>, products: readonly Fate[]): string {
  const head = fates.map((fate) => `${fate}: ${counts[fate] ?? 0}`).join(', ');
  const others = products.filter(({ fate }) => fate !== 'searchable');
  if (others.length === 0) return head;
  const table = plainTable(['product_id', 'fate', 'why'], ['left', 'left', 'left']);
  for (const { product_id: id, fate, reason = '' } of others)
    table.push([shortened(printable(id ?? '–')), fate, shortened(printable(reason), 120)]);
  return `${head}\n${table.toString()}`;
}
