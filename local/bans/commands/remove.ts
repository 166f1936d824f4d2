import { Command } from 'commander';
import { askApi } from '../../client-api/call.ts';
import { printable } from '../../command-line/printable.ts';
import { changedAnswerSchema } from '../answer.ts';
import { apiOptions, tellChange, waitOptions, whyOption, withOptions, type ChangeOptions } from '../change.ts';
import { moderatorsApi } from '../moderators-api.ts';
import { explained } from '../refusal.ts';
import { pathOf } from '../rules.ts';

const examples = `
Example:
  npm run bans -- remove ban-hookah --why "закон изменился"`;

export const removeCommand = withOptions(
  new Command('remove')
    .description('take a rule off the list; products that no other rule matches come back')
    .argument('<rule_id>'),
  whyOption(),
  ...waitOptions(),
  ...apiOptions('{rule_id, version, sweep}'),
)
  .addHelpText('after', examples)
  .action(remove);

async function remove(ruleId: string, options: ChangeOptions): Promise<void> {
  const api = await moderatorsApi(options);
  const { why } = options;
  const request = { repeatable: false, method: 'DELETE', path: pathOf(ruleId), query: { why } } as const;
  const answer = await explained(askApi(api, request, changedAnswerSchema));
  await tellChange(api, options, answer, `removed ${printable(ruleId)} (version ${answer.version})`);
}
