/** A line of a Hunspell dictionary with the forms that its affix classes make, all in lower case and with е for ё. */
export interface Entry {
  readonly word: string;
  readonly classes: string;
  readonly forms: ReadonlySet<string>;
}

interface AffixRule {
  readonly strip: string;
  readonly add: string;
  readonly condition: RegExp;
}

type AffixRules = ReadonlyMap<string, readonly AffixRule[]>;

/** Adverbs made from adjectives: other words, so their class makes no forms. All other classes of the dictionary inflect. */
const derivation = 'Z';

const plain = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');

/** The entries of one-word Russian spellings; words of several parts and abbreviations with points are left out. */
export function readEntries(affixes: string, dictionary: string): Entry[] {
  const rules = readRules(affixes);
  return dictionary
    .split(/\r?\n/u)
    .slice(1)
    .flatMap((line) => entriesOf(line, rules))
    .filter(({ word }) => /^[а-я]+$/u.test(word));
}

/** Lines such as `SFX K ь ями [^ж]ь`: class, what is taken off, what is put on, and how the word must end. */
function readRules(affixes: string): AffixRules {
  const lines = affixes.split(/\r?\n/u).map((line) => line.trim().split(/\s+/u));
  const suffixes = lines.filter(([kind, , , , condition]) => kind === 'SFX' && condition !== undefined);
  const rules = suffixes.map(([, name = '', strip = '', add = '', condition = '']) => ({
    name,
    strip: strip === '0' ? '' : strip,
    add: add === '0' ? '' : add,
    condition: new RegExp(`${condition}$`, 'u'),
  }));
  return Map.groupBy(rules, ({ name }) => name);
}

/** Conditions such as [^ео] were written before words had ё: they take «ружьё» for a word that ends in a consonant. */
const isMistaken = (word: string, strip: string, condition: RegExp): boolean =>
  word.endsWith('ё') && strip === '' && condition.source.startsWith('[^');

const nounClasses = /[F-KNO]/gu;
const verbClasses = /[BDLMPQRTUVWY]/gu;

/** One entry, but two of a spelling that is a noun and a verb: «печь/NLM». */
function entriesOf(line: string, rules: AffixRules): Entry[] {
  const [word = '', classes = ''] = line.trim().split('/');
  const parts = [classes.replaceAll(verbClasses, ''), classes.replaceAll(nounClasses, '')];
  const isBoth = parts.every((part) => part !== classes);
  return (isBoth ? parts : [classes]).map((part) => entryOf(word, part, rules));
}

function entryOf(word: string, classes: string, rules: AffixRules): Entry {
  const made = classes
    .split('')
    .filter((name) => name !== derivation)
    .flatMap((name) => rules.get(name) ?? [])
    .filter(
      ({ strip, condition }) => word.endsWith(strip) && condition.test(word) && !isMistaken(word, strip, condition),
    )
    .map(({ strip, add }) => word.slice(0, word.length - strip.length) + add);
  return { word: plain(word), classes, forms: new Set([word, ...made].map(plain)) };
}
