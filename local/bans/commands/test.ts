import { Command } from 'commander';
import { printResult } from '../../command-line/options.ts';
import { apiOptions, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { requireRule, ruleOf, ruleOptions, type RuleOptions } from '../rule-options.ts';
import { effectText, examplesText, tryRule } from '../trial.ts';

const examples = `
Examples:
  npm run bans -- test --value "кальян" --except "чехол для кальяна"
  npm run bans -- test --id ban-hookah --value "кальян" --match word     in place of the rule that stands`;

export const testCommand = withOptions(
  new Command('test').description('say which products a rule would reject, or lift; saves nothing'),
  ...ruleOptions(),
  ...apiOptions('{catalogue, matches, share, rejects, lifts, is_estimate, examples}'),
)
  .addHelpText('after', examples)
  .action(test);

async function test(options: ModeratorOptions & RuleOptions, command: Command): Promise<void> {
  requireRule(options, command);
  const api = await moderatorsApi(options);
  // Every rule has a reason, and that of a trial nobody reads.
  const trial = await tryRule(api, ruleOf({ reason: 'not given', ...options }));
  const isBold = process.stdout.isTTY && process.stdout.hasColors();
  const lines = [effectText(trial, false)];
  if (trial.examples.length > 0) lines.push(examplesText(trial, isBold));
  printResult(options, trial, lines.join('\n'));
}
