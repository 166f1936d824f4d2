import { Command } from 'commander';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { askApi } from '../../client-api/call.ts';
import { printable } from '../../command-line/printable.ts';
import { changedAnswerSchema, type Trial } from '../answer.ts';
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
import { requireRule, ruleOf, ruleOptions, type RuleOptions } from '../rule-options.ts';
import { effectText, tryRule } from '../trial.ts';

interface AddOptions extends ChangeOptions, RuleOptions {
  readonly force?: boolean;
}

const examples = `
Examples:
  npm run bans -- add --value "кальян" --except "чехол для кальяна" --reason "Нельзя продавать на площадке"
  npm run bans -- add --kind brand --value "Rolexx" --reason "Подделка" --from 2026-12-01
  npm run bans -- add --kind price --min 1000000 --currency RUB --reason "Слишком дорого" --why "жалоба 17"
  npm run -s bans -- add --kind regex --value "(?i)vape\\d+" --reason "Вейпы" --force --json`;

export const addCommand = withOptions(
  new Command('add').description('add a rule, and have the products that it touches judged again'),
  ...ruleOptions(),
  whyOption(),
  forceOption(),
  ...waitOptions(),
  ...apiOptions('{rule_id, version, sweep}'),
)
  .addHelpText('after', examples)
  .action(add);

async function add(options: AddOptions, command: Command): Promise<void> {
  requireRule(options, command);
  if (options.reason === undefined) command.error('error: --reason is missing: what the shop is told, in Russian');
  const api = await moderatorsApi(options);
  const rule = ruleOf(options);
  const trial = options.json === true ? undefined : await tryRule(api, rule).catch(unknownEffect);
  const request = {
    // An answer that was lost would make a second rule.
    repeatable: false,
    method: 'POST',
    path: '/bans',
    query: { force: options.force },
    content: { ...rule, why: options.why },
  } as const;
  const answer = await explained(askApi(api, request, changedAnswerSchema));
  const effect = trial === undefined ? 'how many products it touches could not be counted' : effectText(trial, true);
  const text = `added ${printable(answer.rule_id)} (version ${answer.version}): ${effect}`;
  await tellChange(api, options, answer, text);
}

/** What is wrong with the rule is told when it is added; while products cannot be counted rules are added all the same. */
function unknownEffect(error: unknown): Trial | undefined {
  if (error instanceof PlatformError) return undefined;
  throw error;
}
