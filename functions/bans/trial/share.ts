import { ruleQuery } from '../../../modules/ban-search/rule-query.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { currentList, type Answering } from '../answering.ts';
import { countProducts, everyProduct } from './catalogue.ts';
import { runTrial, type Trial } from './trial.ts';

/** What share of the catalogue a rule may match without being forced: more is most often a mistake. */
const maxShare = 0.05;
/** Milliseconds since a request began: its change needs the rest. */
const tryWithinMs = 4_500;

/** How much of the catalogue a rule alone matches. */
export interface Share {
  readonly matches: number;
  readonly catalogue: number;
  /** 0 to 1. */
  readonly share: number;
  readonly is_estimate: boolean;
}

export const shareOf = ({ matches, catalogue, is_estimate }: Omit<Share, 'share'>): Share => ({
  matches,
  catalogue,
  share: catalogue === 0 ? 0 : matches / catalogue,
  is_estimate,
});

export const isTooMuch = ({ share }: Share): boolean => share > maxShare;

/** The most products of a catalogue that a rule may match. */
export const mostOf = (catalogue: number): number => Math.floor(maxShare * catalogue);

export function shareText({ matches, catalogue, share, is_estimate }: Share): string {
  const about = is_estimate ? 'about ' : '';
  return `matches ${about}${matches} of ${catalogue} products, ${about}${(share * 100).toFixed(1)} % of the catalogue`;
}

/** Whether a rule names the one product that it is about: of a small catalogue that is much, but no mistake. */
export const namesProduct = ({ kind }: BanRule): boolean => kind === 'product' || kind === 'appeal';

/** How much of the catalogue a rule matches; undefined when it cannot be too much, which the index tells without looking. */
export async function matchedShare(answering: Answering, rule: BanRule): Promise<Share | undefined> {
  if (namesProduct(rule)) return undefined;
  const { client, names, startedAt, newId } = answering;
  const index = names.products;
  const { query } = ruleQuery(rule);
  const [catalogue = 0, found = 0] = await Promise.all(
    [everyProduct, query].map((counted) => countProducts({ client, index, query: counted })),
  );
  if (found <= mostOf(catalogue)) return undefined;
  const bounds = { until: startedAt + tryWithinMs, seed: seedOf(newId()) };
  const trial: Trial = await runTrial(answering, rule, await currentList(answering), bounds);
  return shareOf(trial);
}

/** A seed from random hex digits, such as a UUID begins with. */
export const seedOf = (random: string): number => Number.parseInt(random.slice(0, 7), 16);
