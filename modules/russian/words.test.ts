import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stemRussian } from './stem.ts';
import { areOfOneWord, dictionary, formsOf, lemmaOf, wordsOf } from './words.ts';

/** Nouns of all declensions, proofread: the lemma, then its other forms. */
const paradigms = readFileSync(new URL('fixtures/paradigms.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

test.each(paradigms)('«%s» has all its forms, and each of them belongs to it', (lemma, ...forms) => {
  expect(wordsOf(lemma).map(lemmaOf)).toContain(lemma);
  expect(forms.filter((form) => !areOfOneWord(lemma, form))).toEqual([]);
  expect(forms.filter((form) => !formsOf(lemma).has(form))).toEqual([]);
});

test('there are more than 200 of these nouns, and a stemmer alone would miss forms of every third', () => {
  const missed = paradigms.filter((forms) => new Set(forms.map((form) => stemRussian(form))).size > 1);
  expect(paradigms.length).toBeGreaterThan(200);
  expect(missed.length / paradigms.length).toBeGreaterThan(1 / 3);
});

test.each(
  [
    // What was searched for or banned in vain while only stems were compared.
    'бокал бокалы, бокал бокалов, диван диванов, диван диваном, журнал журналы, мангал мангалов, экран экранов, канал каналы',
    'баклажан баклажанов, пенал пеналы, барабан барабанов, покрывало покрывалом, карман карманов, кран кранов',
    'чемодан чемоданов, чемодан чемоданами, терминал терминалы, кинжал кинжалы, капкан капканов, кальян кальянов',
    'марихуана марихуаной, глушилка глушилок, чулок чулки, ковер ковров, масло масел, ручка ручек, щетка щеток, полка полок',
    'ведро ведер, ботинок ботинок, отвертка отверток, салфетка салфеток, полотенце полотенец, окно окон, тапок тапки',
    'человек людей, ребенок детьми, друг друзьям, цветок цветами, мать матерью, дочь дочерей, ухо ушей, имя имен',
    'табак табаков, порох порохов, водка водок, мед меды, мыло мыл, отец отцов, любовь любви, церковь церквей',
    'новый новая, новый новыми, синий синего, большой больших, красный красны, хороший хорошая, лисий лисьего',
    'заяц зайцев, пес псов, паек пайков, полдень полудня, еж ежом, костер костром, творожок творожки, ситец ситцев, чабрец чабрецов',
    'проволока проволок, сметана сметан, сукно сукон, яблочко яблочек, ведерко ведерок, одеяльце одеялец, капля капель, оберег обереги',
    'электросигарета электросигарет, вейп вейпов, шокер шокеры, снюс снюса, нунчаки нунчаков, павербанк павербанка',
  ].flatMap((line) => line.split(', ').map((pair) => pair.split(' '))),
)('«%s» and «%s» are one word', (one = '', other = '') => {
  expect(areOfOneWord(one, other)).toBe(true);
});

test.each(
  [
    'час часть, час части, часа часть, плата платье, платой платьем, пол поло, банк банкой, банком банкой, соль соло',
    'солью соло, медь мед, меди меда, леди лед, леди льда, марков марок, марк маркой, метал металл, метан металл',
    'водка водочный, сигарета сигаретница, глушилка глушитель, нож ножны, ножом ножнами, порох пороховой, кинжал кинжальный',
    'свет светой, жар жарой, хиазм хиазмой, тоник тоникой',
    'стол столик, рука ручка, рукой ручкой, книга книжка, кот кошка, кран экран, мангал манга, диван дива, журнал журить',
    'пень пени, бор бра, такса такси, пара пари, рог рожь, пуля пул, стан стакан, лис лист, суд судья, мат мать',
    'банан баня, пила пилот, порт портить, топологический топологически, купить купленный, вода водный, стекло стеклянный, балл бал',
  ].flatMap((line) => line.split(', ').map((pair) => pair.split(' '))),
)('«%s» and «%s» are different words', (one = '', other = '') => {
  expect(areOfOneWord(one, other)).toBe(false);
});

test('a form that two words share belongs to both, and makes them no one word', () => {
  expect(wordsOf('банка').map(lemmaOf).toSorted()).toEqual(['банк', 'банка']);
  expect(wordsOf('часы').map(lemmaOf)).toEqual(['час', 'часы']);
  expect(areOfOneWord('банком', 'банка') && areOfOneWord('банка', 'банкой')).toBe(true);
  expect(areOfOneWord('банком', 'банкой')).toBe(false);
});

describe('a word that the dictionary does not know', () => {
  test('is known by its stem, fleeting vowels included', () => {
    expect(areOfOneWord('хрюндель', 'хрюнделями')).toBe(true);
    expect(areOfOneWord('щупалок', 'щупалка')).toBe(true);
    expect(areOfOneWord('хрюндель', 'хрюнделька')).toBe(false);
  });

  test('inflects as its last part does when it is put together', () => {
    expect(areOfOneWord('электрочемоданов', 'электрочемодан')).toBe(true);
    expect(areOfOneWord('видеоручек', 'видеоручка')).toBe(true);
    expect(areOfOneWord('видеоручек', 'ручка')).toBe(false);
    expect(formsOf('видеоручек')).toContain('видеоручкам');
    expect(wordsOf('видеоручек').map(lemmaOf)).toEqual(['видеоручка']);
  });

  test('has its one form', () => {
    expect(formsOf('хрюндель')).toEqual(new Set(['хрюндель']));
    expect(wordsOf('хрюндель').map(lemmaOf)).toEqual(['хрюндел']);
  });

  test.each(['', 'rolex', 'iphone15', '42', 'вoдка', 'я'.repeat(64), 'сумка '])(
    '«%s» is looked up without harm',
    (text) => {
      expect(dictionary().find(text)).toEqual([]);
      expect(wordsOf(text)).toHaveLength(1);
    },
  );
});

const anyWord = fc.integer({ min: 0, max: dictionary().size - 1 });

test('every form of every word finds that word, and a lemma is a form', () => {
  fc.assert(
    fc.property(anyWord, (word) => {
      const forms = dictionary().formsOf(word);
      expect(forms.filter((form) => !wordsOf(form).includes(word))).toEqual([]);
      expect(new Set(forms).size).toBe(forms.length);
      expect(forms[0]).toBe(lemmaOf(word));
    }),
    { numRuns: 2_000 },
  );
});

test('the forms of a form are all forms of its words, and of no other', () => {
  fc.assert(
    fc.property(anyWord, fc.nat(), (word, index) => {
      const forms = dictionary().formsOf(word);
      const form = forms[index % forms.length] ?? '';
      const found = dictionary().find(form);
      expect(formsOf(form)).toEqual(new Set(found.flatMap((its) => dictionary().formsOf(its))));
    }),
  );
});

test('letters put on or taken away never find a word that has no such form', () => {
  fc.assert(
    fc.property(
      anyWord,
      fc.string({ unit: fc.constantFrom(...'абвгдежзийклмнопрстуфхцчшщъыьэюя'.split('')) }),
      (word, more) => {
        const text = `${lemmaOf(word)}${more}`;
        const wrong = dictionary()
          .find(text)
          .filter((its) => !dictionary().formsOf(its).includes(text));
        expect(wrong).toEqual([]);
      },
    ),
  );
});
