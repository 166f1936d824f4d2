import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { testInstance } from '../../tests/support/instance.ts';
import { banRuleSchema } from './rule.ts';
import { stemRussian } from '../russian/stem.ts';
import { normaliseWord, wordsOf } from './words.ts';

const roots =
  'сигарет вейп табак порох реплик коп подделк час часик стекл важн важнейш длинн стеклянн красив кожан новост молодост ' +
  'чита чит рисова купи прода стро мо ше е объя ю каранда вагон фамили здани музе геро тетрад воскресень';
const inflections =
  'а я о е и ы у ю ь й ой ей ом ем ам ям ах ях ами ями ов ев ие ия ью ию ией иями иях ый ий ая яя ое ее ого его ому ему ым им ' +
  'ых их ую юю ою ею ыми ими ла ло ли ть ит ыт ят ют ует уют ишь ешь ена ено ены нна нно вший вшая вшись ившись ывши ющий ющая ' +
  'ейший ейше ейш ость ости остью ост ся лся лась ться тся енн нн ннь';

/** Real and made-up words: every root with every inflection, and every word of the sample rules. */
function manyWords(): string[] {
  const file = join(import.meta.dirname, '../../samples/bans.json');
  const sample = z.array(banRuleSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  const texts = sample.flatMap(({ value, reason }) => [value, reason]);
  const words = texts.flatMap((text) => wordsOf(text).map(({ start, end }) => normaliseWord(text.slice(start, end))));
  const forms = roots.split(' ').flatMap((root) => ['', ...inflections.split(' ')].map((ending) => root + ending));
  return [...new Set([...words, ...forms])];
}

const analysis = z.object({ tokens: z.array(z.object({ token: z.string() })) });

async function stemsByOpenSearch(words: readonly string[]): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:${testInstance().ports.opensearch}/_analyze`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      tokenizer: 'whitespace',
      filter: [{ type: 'stemmer', language: 'russian' }],
      text: words.join(' '),
    }),
    signal: AbortSignal.timeout(20_000),
  });
  return analysis.parse(await response.json()).tokens.map(({ token }) => token);
}

test('thousands of words have the stem that OpenSearch gives them', async () => {
  const words = manyWords();
  expect(words.length).toBeGreaterThan(3_000);
  const expected = await stemsByOpenSearch(words);
  expect(words.map((word) => [word, stemRussian(word)])).toEqual(words.map((word, index) => [word, expected[index]]));
});
