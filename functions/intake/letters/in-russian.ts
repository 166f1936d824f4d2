/** Kinds of values, as modules/errors/schema.ts names them. */
const nouns: Readonly<Record<string, string>> = {
  text: 'текст',
  'a number': 'число',
  'a whole number': 'целое число',
  'true or false': 'true или false',
  'a list': 'список',
  'an object': 'объект',
  null: 'null',
};

const noun = (text: string): string => (Object.hasOwn(nouns, text) ? (nouns[text] ?? text) : text);

/** What is wrong with a field, in the words of the schema of products, and in Russian. */
const phrases: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^is missing$/u, () => 'не указано'],
  [/^(.+?) is expected, found (.*)$/su, (kind = '', found = '') => `нужно: ${noun(kind)}, стоит: ${noun(found)}`],
  [/^must not be empty$/u, () => 'не должно быть пустым'],
  [/^must be a name$/u, () => 'должно быть названием'],
  [/^must have at most (\d+) (?:characters|elements)$/u, (most = '') => `не длиннее ${most}`],
  [/^must have at most (\d+) bytes in UTF-8$/u, (most = '') => `не длиннее ${most} байт в UTF-8`],
  [/^must be at least (\S+)$/u, (least = '') => `не меньше ${least}`],
  [/^must be at most (\S+)$/u, (most = '') => `не больше ${most}`],
  [/^must be well-formed Unicode$/u, () => 'должно быть текстом в Юникоде, без половин суррогатных пар'],
  [/^must be an ISO 4217 code such as RUB$/u, () => 'нужен код валюты по ISO 4217, например RUB'],
  [
    /^(\S+) is no longer in use: write (.+)$/u,
    (old = '', successor = '') => `валюты ${old} больше нет, пишите ${successor}`,
  ],
  [/^is too large$/u, () => 'слишком велико'],
  [/^must be an ISO 8601 date or time$/u, () => 'нужна дата или время по ISO 8601'],
  [/^is nested deeper than (\d+) levels$/u, (levels = '') => `вложено глубже ${levels} уровней`],
  [
    /^must be a product_id of 1 to (\d+) bytes in UTF-8$/u,
    (most = '') => `нужен product_id длиной от 1 до ${most} байт в UTF-8`,
  ],
];

/** A field and what is wrong with it; what a shop wrote may hold a semicolon, too. */
const nextField = /; (?=[\w.]+: )/u;

/**
 * What a message says of each field, in Russian, such as `price.amount: не указано`; `product` is the whole. A message that
 * a limit cut short, and words that are not known here, stay as they are.
 */
export const inRussian = (message: string): string[] =>
  message === '' ? [] : message.split(nextField).map((issue) => issueInRussian(issue));

function issueInRussian(issue: string): string {
  const { field, told } = /^(?<field>[\w.]+): (?<told>.*)$/su.exec(issue)?.groups ?? {};
  if (field === undefined || told === undefined) return issue;
  for (const [phrase, translate] of phrases) {
    const found = phrase.exec(told);
    if (found !== null) return `${field === 'product' ? 'товар' : field}: ${translate(...found.slice(1))}`;
  }
  return issue;
}
