import { compilePhrase, type Phrase } from '../phrase/phrase.ts';
import type { BanRule } from '../rule.ts';

/** The phrase that a rule looks for by whole words; undefined when it looks for something else. */
export function rulePhrase(rule: BanRule): Phrase | undefined {
  if (rule.kind === 'phrase' && rule.match !== 'substring')
    return compilePhrase(rule.value, { match: rule.match, window: rule.window });
  return rule.kind === 'brand' || rule.kind === 'category' ? compilePhrase(rule.value, { match: 'word' }) : undefined;
}
