import { Command } from 'commander';
import { askApi } from '../../client-api/call.ts';
import { printable } from '../../command-line/printable.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { changedAnswerSchema } from '../answer.ts';
import {
  apiOptions,
  forceOption,
  tellChange,
  waitOptions,
  whyOption,
  withOptions,
  type ChangeOptions,
} from '../change.ts';
import { moderatorsApi } from '../moderators-api.ts';
import { explained } from '../refusal.ts';
import { changeOptions, patchOf, requireConsistent, type RuleFields } from '../rule-options.ts';
import { differences } from '../rule-text.ts';
import { pathOf, readRule } from '../rules.ts';

interface EditOptions extends ChangeOptions, RuleFields {
  readonly force?: boolean;
  readonly version?: number;
}

const examples = `
Examples:
  npm run bans -- edit ban-hookah --except "чехол для кальяна" "щипцы для кальяна" --why "жалоба магазина"
  npm run bans -- edit ban-hookah --no-exceptions --match word
  npm run bans -- edit ban-hookah --to 2027-01-01
  npm run bans -- edit ban-hookah --to none --version 17     only if nobody has changed it since version 17`;

export const editCommand = withOptions(
  new Command('edit')
    .description('change fields of a rule; none clears --window, --severity, --from, --to, --min and --max')
    .argument('<rule_id>'),
  ...changeOptions(),
  whyOption(),
  forceOption(),
  ...waitOptions(),
  ...apiOptions('{rule_id, version, sweep}'),
)
  .option('--version <n>', 'the version that you have seen (default: the one that stands now)', wholeNumber(0))
  .addHelpText('after', examples)
  .action(edit);

async function edit(ruleId: string, options: EditOptions, command: Command): Promise<void> {
  requireConsistent(options, command);
  const patch = patchOf(options);
  if (patch === undefined) command.error('error: nothing is to be changed: edit --help lists the options');
  const api = await moderatorsApi(options);
  const before = await readRule(api, ruleId);
  const request = {
    repeatable: false,
    method: 'PATCH',
    path: pathOf(ruleId),
    query: { force: options.force },
    content: { ...patch, why: options.why },
    headers: {
      'content-type': 'application/merge-patch+json',
      'if-match': `"${options.version ?? before.version}"`,
    },
  } as const;
  const answer = await explained(askApi(api, request, changedAnswerSchema));
  // With --json nobody reads what has changed.
  const changes = options.json === true ? [] : differences(before, await readRule(api, ruleId));
  const what = changes.length === 0 ? 'as it was before' : changes.join('; ');
  const text = `edited ${printable(ruleId)} (version ${answer.version}): ${what}`;
  // Nothing is judged again for what was not written.
  const isWritten = answer.version !== before.version;
  await tellChange(api, isWritten ? options : { ...options, wait: false }, answer, text);
}
