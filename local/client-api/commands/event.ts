import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { actions, type Action } from '../../../modules/ubi/action.ts';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { nonBlank } from '../../command-line/run.ts';
import { eventAnswerSchema } from '../answer.ts';
import { postToApi } from '../call.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';
import { eventText } from '../table.ts';

interface EventOptions extends ClientOptions {
  readonly userId: string;
  readonly productId: string;
  readonly action: Action;
}

export const eventCommand = new Command('event')
  .description('report what a buyer did with a product')
  .requiredOption('--user-id <id>', 'the buyer', nonBlank)
  .requiredOption('--product-id <id>', 'the product', nonBlank)
  .addOption(new Option('--action <action>', 'what was done').choices(actions).makeOptionMandatory())
  .addOption(instanceOption())
  .addOption(jsonOption('{event_id, product}'))
  .action(reportEvent);

async function reportEvent(options: EventOptions): Promise<void> {
  const event = {
    application: 'marketplace-client',
    event_id: randomUUID(),
    action_name: options.action,
    user_id: options.userId,
    event_attributes: { object: { object_id: options.productId, object_id_field: 'product_id' } },
  };
  const answer = await postToApi(await buyersApi(options), '/events', event, eventAnswerSchema);
  printResult(options, answer, eventText(answer));
}
