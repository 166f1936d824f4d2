import { styleText } from 'node:util';
import { askApi, type Api } from '../client-api/call.ts';
import { printable } from '../command-line/printable.ts';
import { plainTable } from '../observe/table.ts';
import { trialAnswerSchema, type Trial } from './answer.ts';
import { counted, shareText } from './rule-text.ts';

/** Longer than the platform takes at most: API Gateway gives a function 29 seconds. */
const timeoutMs = 35_000;

/** What a rule would do. Saves nothing. */
export const tryRule = (api: Api, rule: object): Promise<Trial> =>
  askApi(api, { method: 'POST', path: '/bans/test', content: rule, repeatable: true, timeoutMs }, trialAnswerSchema);

/**
 * `matches 12 of 460 products (2.6%): would reject 10, would lift 0`; `rejects …, lifts …` of a rule that is there. What
 * another rule rejects already it matches and does not reject.
 */
export function effectText(
  { catalogue, matches, share, rejects, lifts, is_estimate }: Trial,
  isThere: boolean,
): string {
  const [reject, lift] = isThere ? ['rejects', 'lifts'] : ['would reject', 'would lift'];
  const about = is_estimate ? 'about ' : '';
  const matched = `matches ${about}${counted(matches)} of ${counted(catalogue)} products (${shareText(share)})`;
  return `${matched}: ${reject} ${about}${counted(rejects)}, ${lift} ${about}${counted(lifts)}`;
}

type Match = Trial['examples'][number]['matches'][number];

/** The text around a match with the match bold, or in guillemets where nothing can be bold. */
export function markedText({ marked, matched }: Match, isBold: boolean): string {
  const at = marked.indexOf(`«${matched}»`);
  if (!isBold || at === -1) return printable(marked);
  const [before, after] = [marked.slice(0, at), marked.slice(at + matched.length + 2)];
  const bold = styleText(['bold', 'inverse'], printable(matched), { validateStream: false });
  return `${printable(before)}${bold}${printable(after)}`;
}

/** Examples of products that a rule would reject or lift, with the places that match. */
export function examplesText({ examples }: Trial, isBold: boolean): string {
  const table = plainTable(['product_id', 'name', 'category', 'effect', 'field', 'where'], Array(6).fill('left'));
  for (const { product_id, name, category, effect, matches } of examples) {
    const product = [product_id, name, category].map((text) => printable(text));
    const places = matches.map((match) => [fieldOf(match), markedText(match, isBold)]);
    for (const [number, place] of (places.length === 0 ? [['', '']] : places).entries())
      table.push(number === 0 ? [...product, effect, ...place] : ['', '', '', '', ...place]);
  }
  return table.toString();
}

const fieldOf = ({ field, tag }: Match): string => printable(tag === undefined ? field : `${field}[${tag}]`);
