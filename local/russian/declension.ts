/**
 * How a Russian noun may decline, from its nominative alone. The rules make more than is right, because a nominative does not
 * tell its stress, and often not its gender; which of it exists, a dictionary says. All with е for ё.
 */
export function declensionsOf(noun: string, exists: (form: string) => boolean): ReadonlySet<string> {
  const stem = noun.slice(0, -1);
  /** The stem, or when that does not decline the one without its last vowel: «палец» пальц-. */
  const stemsOf = (word: string, ending: string): string[] => {
    const declines = (root: string): boolean => exists(root + ending);
    const shorter = declines(word) ? [] : withoutFleetingVowel(word).filter(declines);
    return shorter.length > 0 ? shorter : [word];
  };
  switch (noun.slice(-1)) {
    case 'ь':
      return new Set(
        exists(`${noun}ю`) ? stemsOf(stem, 'и').flatMap(softFeminine) : stemsOf(stem, 'я').flatMap(softMasculine),
      );
    case 'й':
      return new Set([stem, stem.replace(/е$/u, 'ь')].flatMap((root) => each(root, 'я ю ем е и ев ям ями ях')));
    case 'а':
      return new Set(feminine(stem));
    case 'я':
      return new Set(softFeminineInA(stem));
    case 'о':
      return new Set(neuter(stem));
    case 'е':
      return new Set(neuterInE(stem));
    case 'и':
    case 'ы':
      return new Set([...plural(stem), ...each(stem, 'ям ями ях ей ев ов й ь'), ...bare(stem), ...bareSoft(stem)]);
    default:
      return new Set(stemsOf(noun, 'а').flatMap(hardMasculine));
  }
}

export const each = (stem: string, endings: string): string[] => endings.split(' ').map((ending) => stem + ending);

/** Consonants behind which ы is и, or о is е. */
const endsVelarOrHushing = (stem: string): boolean => /[гкхжшщч]$/u.test(stem);
const endsHushing = (stem: string): boolean => /[жшщчц]$/u.test(stem);

/** «носок» носк-, «ковер» ковр-, «палец» пальц-, «боец» бойц-, «лед» льд-. */
export function withoutFleetingVowel(stem: string): string[] {
  const [, before = '', vowel = '', consonant = ''] = /^(.*)([ое])([^аеиоуыэюяьй])$/u.exec(stem) ?? [];
  if (before === '') return [];
  if (/[аеиоуыэюя]$/u.test(before)) return [`${before}й${consonant}`];
  return vowel === 'е' ? [before + consonant, `${before}ь${consonant}`] : [before + consonant];
}

/** The genitive plural that has no ending, with a fleeting vowel or not: «сумк» сумок, «ручк» ручек, «копейк» копеек. */
function bare(stem: string): string[] {
  const [, before = '', consonant = ''] = /^(.*[^аеиоуыэюя])([^аеиоуыэюяьй])$/u.exec(stem) ?? [];
  if (before === '') return [stem];
  if (/[ьй]$/u.test(before)) return [stem, `${before.slice(0, -1)}е${consonant}`];
  return [stem, ...each(before, `о${consonant} е${consonant}`)];
}

/** The same of a soft stem: «недел» недель, «дын» дынь, «кухн» кухонь, «песн» песен, «стать» статей. */
const bareSoft = (stem: string): string[] =>
  stem.endsWith('ь')
    ? each(stem.slice(0, -1), 'ий ей ьев')
    : [
        `${stem}ь`,
        `${stem}й`,
        ...bare(stem).slice(1),
        ...bare(stem)
          .slice(1)
          .map((word) => `${word}ь`),
      ];

/** All but the genitive. */
export const plural = (stem: string): string[] => each(stem, endsVelarOrHushing(stem) ? 'и ам ами ах' : 'ы ам ами ах');

/** «стул» стулья, «клок» клочья. */
const pluralInYa = (stem: string): string[] => each(stem.replace(/к$/u, 'ч'), 'ья ьям ьями ьях ьев');

const hardMasculine = (stem: string): string[] => [
  ...each(stem, endsHushing(stem) ? 'а у ом ем е ов ев ей' : 'а у ом е ов'),
  ...plural(stem),
  ...pluralInYa(stem),
];

const softMasculine = (stem: string): string[] => each(stem, 'я ю ем е и ей ям ями ях');

const softFeminine = (stem: string): string[] => each(stem, 'и ью ей ям ями ях ам ами ах');

const feminine = (stem: string): string[] => [
  ...each(stem, endsHushing(stem) ? 'е у ой ою ей ею' : 'е у ой ою'),
  ...plural(stem),
  ...bare(stem),
];

const softFeminineInA = (stem: string): string[] => [...each(stem, 'и е ю ей ею ям ями ях'), ...bareSoft(stem)];

const neuter = (stem: string): string[] => [
  ...each(stem, stem.endsWith('к') ? 'а у ом е и ам ами ах ов' : 'а у ом е ам ами ах'),
  ...pluralInYa(stem),
  ...bare(stem),
];

const neuterInE = (stem: string): string[] => [
  ...each(stem, endsHushing(stem) ? 'а у ем ам ами ах' : 'я ю ем и ям ями ях ей ев'),
  ...(endsHushing(stem) ? bare(stem) : bareSoft(stem)),
];
