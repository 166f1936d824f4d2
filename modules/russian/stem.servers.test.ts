import { expect, test } from 'vitest';
import { z } from 'zod';
import { testInstance } from '../../tests/support/instance.ts';
import { sampleRules } from '../../local/bans/seed.ts';
import { readText } from '../bans/text/read-text.ts';
import { stemRussian } from './stem.ts';

const roots =
  'сигарет вейп табак порох реплик коп подделк час часик стекл важн важнейш длинн стеклянн красив кожан новост молодост ' +
  'чита чит рисова купи прода стро мо ше е объя ю каранда вагон фамили здани музе геро тетрад воскресень';
const inflections =
  'а я о е и ы у ю ь й ой ей ом ем ам ям ах ях ами ями ов ев ие ия ью ию ией иями иях ый ий ая яя ое ее ого его ому ему ым им ' +
  'ых их ую юю ою ею ыми ими ла ло ли ть ит ыт ят ют ует уют ишь ешь ена ено ены нна нно вший вшая вшись ившись ывши ющий ющая ' +
  'ейший ейше ейш ость ости остью ост ся лся лась ться тся енн нн ннь';

/** Real and made-up words: every root with every inflection, and every word of the sample rules. */
async function manyWords(): Promise<string[]> {
  const texts = (await sampleRules()).map(({ reason }) => reason);
  const words = texts.flatMap((text) => readText(text).map(({ letters }) => letters));
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
  const words = await manyWords();
  expect(words.length).toBeGreaterThan(3_000);
  const expected = await stemsByOpenSearch(words);
  expect(words.map((word) => [word, stemRussian(word)])).toEqual(words.map((word, index) => [word, expected[index]]));
});
