import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { instanceOption, type InstanceOptions } from '../../command-line/options.ts';
import { fromCallersFolder, nonBlank } from '../../command-line/run.ts';
import { findInstance } from '../../instance/instance.ts';
import { requireKafka } from '../../kafka/running.ts';
import { filterOf, withFilters, type FilterOptions } from '../filter-options.ts';
import { matching, readLetters } from '../letters.ts';
import { letterJson } from '../text.ts';

export const exportCommand = withFilters(
  new Command('export').description(
    'write the letters, whatever was done about them, into a file: one JSON object a line',
  ),
)
  .argument('<file>', '- is standard output', nonBlank)
  .addOption(instanceOption())
  .action(exportLetters);

async function exportLetters(
  file: string,
  { instance: name, ...filter }: InstanceOptions & FilterOptions,
): Promise<void> {
  const instance = findInstance(name);
  await requireKafka(instance);
  const letters = matching(await readLetters(instance), filterOf(filter));
  const text = letters.map((letter) => `${JSON.stringify(letterJson(letter))}\n`).join('');
  if (file === '-') process.stdout.write(text);
  else write(fromCallersFolder(file), text);
  process.stderr.write(`letters written: ${letters.length}\n`);
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new PlatformError('input_invalid', `cannot write to ${path}`, { cause: error });
  }
}
