/**
 * The Russian stemmer of the Snowball project, the one behind OpenSearch's `russian` analyzer, so that the ban list and
 * the search agree on what one word is. For lower-case words with е instead of ё; words of other scripts stay as they are.
 * Source of the rules and of their names: https://snowballstem.org/algorithms/russian/stemmer.html
 */
export function stemRussian(word: string): string {
  const regions = markRegions(word);
  if (regions === undefined) return word;
  let stem = word.slice(regions.rv);
  stem = stripEnding(stem);
  if (stem.endsWith('и')) stem = stem.slice(0, -1);
  stem = stripDerivational(stem, regions.r2 - regions.rv);
  return word.slice(0, regions.rv) + tidyUp(stem);
}

/** Endings by length, longest first. `afterA`: those that only count behind а or я, which stay. */
interface Endings {
  readonly always: ReadonlySet<string>;
  readonly afterA: ReadonlySet<string>;
  readonly longest: number;
  /** The letters that they end in. */
  readonly last: ReadonlySet<string>;
}

const endings = (always: string, afterA = ''): Endings => {
  const sets = { always: new Set(always.split(' ')), afterA: new Set(afterA.split(' ')) };
  const all = [...sets.always, ...sets.afterA];
  return {
    ...sets,
    longest: Math.max(...all.map(({ length }) => length)),
    last: new Set(all.map((ending) => ending.slice(-1))),
  };
};

const perfectiveGerund = endings('ив ивши ившись ыв ывши ывшись', 'в вши вшись');
const reflexive = endings('ся сь');
const adjective = endings('ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею');
const participle = endings('ивш ывш ующ', 'ем нн вш ющ щ');
const verb = endings(
  'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю',
  'ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно',
);
const noun = endings(
  'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я',
);
const derivational = endings('ост ость');
const superlative = endings('ейш ейше');

const vowel = /[аеиоуыэюя]/;
const secondRegion = /[аеиоуыэюя][^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]/;

/** RV begins after the first vowel; R2 after the second group of vowels and the consonant behind it. */
function markRegions(word: string): { rv: number; r2: number } | undefined {
  const first = word.search(vowel);
  if (first === -1) return undefined;
  const second = secondRegion.exec(word);
  return { rv: first + 1, r2: second === null ? word.length : second.index + second[0].length };
}

/** Without the longest of these endings, or undefined when the longest one found does not count here. */
function strip(word: string, { always, afterA, longest, last }: Endings): string | undefined {
  if (!last.has(word.slice(-1))) return undefined;
  for (let length = Math.min(longest, word.length); length > 0; length--) {
    const ending = word.slice(-length);
    if (always.has(ending)) return word.slice(0, -length);
    if (afterA.has(ending)) return /[ая]$/.test(word.slice(0, -length)) ? word.slice(0, -length) : undefined;
  }
  return undefined;
}

/** Step 1: the one ending of the word's inflection. */
function stripEnding(word: string): string {
  const gerund = strip(word, perfectiveGerund);
  if (gerund !== undefined) return gerund;
  const plain = strip(word, reflexive) ?? word;
  const withoutAdjective = strip(plain, adjective);
  if (withoutAdjective !== undefined) return strip(withoutAdjective, participle) ?? withoutAdjective;
  return strip(plain, verb) ?? strip(plain, noun) ?? plain;
}

/** Step 3: -ост and -ость, when they stand in R2, which begins at `start`. */
function stripDerivational(word: string, start: number): string {
  const rest = strip(word, derivational);
  return rest !== undefined && rest.length >= start ? rest : word;
}

/** Step 4: the superlative, a double н, or a soft sign. */
function tidyUp(word: string): string {
  const rest = strip(word, superlative);
  if (rest !== undefined) return undouble(rest);
  return word.endsWith('ь') ? word.slice(0, -1) : undouble(word);
}

const undouble = (word: string): string => (word.endsWith('нн') ? word.slice(0, -1) : word);
