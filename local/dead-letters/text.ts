import { isUtf8 } from 'node:buffer';
import type { RecordHeader } from '../../modules/kafka/record.ts';
import { printable, shortened } from '../command-line/printable.ts';
import { plainTable } from '../observe/table.ts';
import type { Letter, LetterState } from './letters.ts';

const stateNames: Readonly<Record<LetterState, string>> = {
  waiting: 'ждёт',
  redriven: 'отправлена снова',
  returned: 'вернулась',
  discarded: 'снята',
};

/** To the second, in UTC. */
const moment = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** Letters as a table, of so many in all. */
export function lettersText(letters: readonly Letter[], total: number): string {
  if (total === 0) return 'Писем нет';
  const table = plainTable(
    ['письмо', 'когда (UTC)', 'функция', 'код', 'ключ', 'попытка', 'состояние', 'причина'],
    ['left', 'left', 'left', 'left', 'left', 'right', 'left', 'left'],
  );
  for (const { id, at, function: name, code, key, attempts, state, message } of letters)
    table.push([
      id,
      moment(at),
      printable(name),
      printable(code),
      shortened(printable(contentText(key)), 30),
      attempts,
      stateNames[state],
      shortened(printable(message), 80),
    ]);
  const shown = letters.length < total ? `, показано ${letters.length}: --limit` : '';
  return `Писем: ${total}${shown}\n${table.toString()}`;
}

/** Everything about one letter. */
export function letterText(letter: Letter): string {
  const {
    id,
    at,
    topic,
    partition,
    offset,
    timestamp,
    function: name,
    code,
    message,
    state,
    outcome,
    returnedAs,
  } = letter;
  const rows: [string, string][] = [
    ['письмо', id],
    ['состояние', stateNames[state] + (returnedAs === undefined ? '' : ` письмом ${returnedAs}`)],
    ['сделано', outcome === undefined ? '' : `${outcome.at} ${outcome.reason ?? ''}`],
    ['функция', name],
    ['код', code],
    ['причина', message],
    ['когда (UTC)', moment(at)],
    ['запись', `${topic}, раздел ${partition}, смещение ${offset}, от ${moment(timestamp)}`],
    ['попытка', String(letter.attempts)],
    ['ключ', contentText(letter.key)],
    ...letter.headers.map((header): [string, string] => ['заголовок', headerText(header)]),
  ];
  const lines = rows.flatMap(([what, text]) => (text.trim() === '' ? [] : [`${what.padEnd(12)} ${printable(text)}`]));
  const content = contentText(letter.value).split('\n');
  return [...lines, letter.isWhole ? 'значение:' : 'начало значения:', ...content.map((line) => printable(line))].join(
    '\n',
  );
}

const headerText = ({ name, value }: RecordHeader): string => `${name}: ${contentText(value)}`;

/** Bytes as people read them. */
function contentText(content: Buffer | null): string {
  if (content === null) return 'нет';
  return isUtf8(content) ? content.toString('utf8') : `не UTF-8, base64: ${content.toString('base64')}`;
}

/** A letter for machines; what is not UTF-8 goes as base64, under another name. */
export const letterJson = ({ key, value, headers, redrivenFrom, returnedAs, isWhole, ...letter }: Letter) => ({
  ...letter,
  ...(redrivenFrom !== undefined && { redriven_from: redrivenFrom }),
  ...(returnedAs !== undefined && { returned_as: returnedAs }),
  is_whole: isWhole,
  ...contentJson('key', key),
  ...contentJson('value', value),
  headers: headers.map((header) => ({ name: header.name, ...contentJson('value', header.value) })),
});

const contentJson = (name: 'key' | 'value', content: Buffer | null): Readonly<Record<string, string | null>> =>
  content === null || isUtf8(content)
    ? { [name]: content?.toString('utf8') ?? null }
    : { [`${name}_base64`]: content.toString('base64') };
