import { Argument, Command } from 'commander';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { findInstance } from '../../instance/instance.ts';
import { readTelling } from '../../telegram/telling.ts';
import { endSilence, readSilences, type Silence } from '../../alertmanager/alertmanager.ts';
import { silencesText } from '../text.ts';

export const silencesCommand = new Command('silences')
  .description('what nobody is told of, until when, by whom and why; a table in Russian, or JSON')
  .addOption(instanceOption())
  .addOption(jsonOption('{silences}'))
  .action(async ({ instance, ...options }: InstanceOptions & JsonOptions) => {
    const silences = (await readSilences(findInstance(instance))).toSorted((a, b) => a.endsAt.localeCompare(b.endsAt));
    printResult(options, { silences: silences.map(silenceJson) }, silencesText(silences, readTelling().timeZone));
  });

export const unsilenceCommand = new Command('unsilence')
  .description('have people told of an alert again')
  .addArgument(new Argument('<which>', 'number of a silence, or the name of an alert: all of its silences'))
  .addOption(instanceOption())
  .action(unsilence);

async function unsilence(which: string, { instance: name }: InstanceOptions): Promise<void> {
  const instance = findInstance(name);
  const ended = (await readSilences(instance)).filter((silence) => isMeant(silence, which));
  if (ended.length === 0)
    throw new PlatformError('input_invalid', `nothing is silenced by "${which}"; see npm run alerts -- silences`);
  for (const { id } of ended) await endSilence(instance, id);
  process.stdout.write(`О тревогах сообщается снова: ${ended.map(({ id }) => id).join(', ')}\n`);
}

const isMeant = ({ id, matchers }: Silence, which: string): boolean =>
  id === which || matchers.some(({ name, value }) => (name === 'alertname' || name === 'alarm') && value === which);

const silenceJson = ({ id, matchers, startsAt, endsAt, createdBy, comment }: Silence): object => ({
  silence_id: id,
  matchers: matchers.map(({ name, value, isRegex, isEqual }) => ({
    name,
    value,
    is_regex: isRegex,
    is_equal: isEqual,
  })),
  starts_at: startsAt,
  ends_at: endsAt,
  created_by: createdBy,
  reason: comment,
});
