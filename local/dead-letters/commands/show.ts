import { Command } from 'commander';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { findInstance } from '../../instance/instance.ts';
import { requireKafka } from '../../kafka/running.ts';
import { letterId } from '../chosen.ts';
import { matching, readLetters } from '../letters.ts';
import { letterJson, letterText } from '../text.ts';

export const showCommand = new Command('show')
  .description('everything about one dead letter: the record as it was, and why it could not be processed')
  .argument('<id>', 'as list shows it', letterId)
  .addOption(instanceOption())
  .addOption(jsonOption('the letter'))
  .action(show);

async function show(id: string, options: InstanceOptions & JsonOptions): Promise<void> {
  const instance = findInstance(options.instance);
  await requireKafka(instance);
  const [letter] = matching(await readLetters(instance), { ids: [id] });
  if (letter === undefined) throw new PlatformError('input_invalid', `there is no dead letter ${id}`);
  printResult(options, letterJson(letter), letterText(letter));
}
