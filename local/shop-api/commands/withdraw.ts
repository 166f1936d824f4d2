import { Command } from 'commander';
import { maxProductIdBytes } from '../../../modules/product/fields.ts';
import { readTombstoneKey } from '../../../modules/product/tombstone.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { findInstance } from '../../instance/instance.ts';
import { withPublisher } from '../../kafka/publisher.ts';
import { requireKafka } from '../../kafka/running.ts';
import { countOf } from '../summary.ts';

export const withdrawCommand = new Command('withdraw')
  .description('take products back: buyers no longer find them')
  .argument('<product_id...>', 'ids of the products')
  .addOption(instanceOption())
  .addOption(jsonOption('{withdrawn}'))
  .addHelpText('after', '\nA product that is sent again is there again. One that was never there changes nothing.')
  .action(withdraw);

async function withdraw(
  ids: readonly string[],
  options: InstanceOptions & JsonOptions,
  command: Command,
): Promise<void> {
  for (const id of ids)
    if (!readTombstoneKey(Buffer.from(id)).ok || id.trim() === '')
      command.error(`error: "${id}" is no product_id: it has 1 to ${maxProductIdBytes} bytes`);
  const instance = findInstance(options.instance);
  await requireKafka(instance);
  const records = ids.map((key) => ({ topic: 'products', key, value: null }));
  await withPublisher(instance, 'shop', (publisher) => publisher.publish(records));
  printResult(options, { withdrawn: ids }, `${countOf(ids.length, 'product')} withdrawn`);
}
