import { each, plural, withoutFleetingVowel } from './declension.ts';

/**
 * The plural of a noun of which the dictionary has the singular alone, as of most substances: «табак» табаки, табаков.
 * Sellers do use it («сорта табаков»). Nothing for a noun that does not decline.
 */
export function regularPlural(lemma: string, forms: ReadonlySet<string>): string[] {
  const stem = lemma.slice(0, -1);
  const last = lemma.at(-1) ?? '';
  switch (last) {
    case 'а':
      return forms.has(`${stem}у`) ? [...plural(stem), bareGenitive(stem)] : [];
    case 'я':
      return forms.has(`${stem}ю`) ? each(stem, `и ям ями ях`).concat(softGenitive(stem)) : [];
    case 'о':
      return forms.has(`${stem}у`)
        ? [...each(stem, stem.endsWith('к') ? 'и а ам ами ах' : 'а ам ами ах'), bareGenitive(stem)]
        : [];
    case 'е':
      return neuterInE(stem, forms);
    case 'й':
      return forms.has(`${stem}я`) ? each(stem, 'и ев ям ями ях') : [];
    case 'ь':
      if (forms.has(`${stem}я`)) return each(stem, 'и ей ям ями ях');
      return forms.has(`${stem}и`) ? each(stem, /[жшщч]$/u.test(stem) ? 'и ей ам ами ах' : 'и ей ям ями ях') : [];
    default: {
      const declined = [lemma, ...withoutFleetingVowel(lemma)].find((root) => forms.has(`${root}а`));
      return declined === undefined ? [] : [...plural(declined), ...masculineGenitives(declined)];
    }
  }
}

/**
 * The genitive plural of a noun that has its other plurals, when the dictionary has left it out: «мыл» it knows as a verb only,
 * «отцов» as an adjective. Behind ц the stress decides, so both spellings are there.
 */
export function regularGenitive(lemma: string, forms: ReadonlySet<string>): string[] {
  const stem = [...forms].find((form) => /[ая]м$/u.test(form) && form !== lemma)?.slice(0, -2);
  if (stem === undefined) return [];
  const declined = new Set(each(stem, /[ая]$/u.test(lemma) ? 'ам ах ям ях ой ей' : 'ам ом ем ах ям ях'));
  const isGenitive = (form: string): boolean => form !== lemma && /[^аеиоуыэюя]$/u.test(form) && !declined.has(form);
  if ([...forms].some(isGenitive)) return [];
  if (/[ао]$|[цшщжч]е$/u.test(lemma)) return [bareGenitive(stem)];
  return /[^аеиоуыэюяйь]$/u.test(lemma) ? masculineGenitives(stem) : [];
}

const masculineGenitives = (stem: string): string[] =>
  each(stem, /[жшщч]$/u.test(stem) ? 'ей' : stem.endsWith('ц') ? 'ев ов' : 'ов');

/**
 * «водка» водок, «ситечко» ситечек, «чайка» чаек, «одеяльце» одеялец, «сукно» сукон, «блесна» блесен, «коромысло» коромысел; other
 * clusters stay.
 */
const bareGenitive = (stem: string): string =>
  stem
    .replace(/([^аеиоуыэюяйьжшчцщ])к$/u, '$1ок')
    .replace(/([жшчц])к$/u, '$1ек')
    .replace(/[ьй]к$/u, 'ек')
    .replace(/ьц$/u, 'ец')
    .replace(/тц$/u, 'тец')
    .replace(/([кг])н$/u, '$1он')
    .replace(/([^аеиоуыэюяйьзлнр])н$/u, '$1ен')
    .replace(/сл$/u, 'сел');

/** «линия» линий, «идея» идей, «гостья» гостий, «вишня» вишен, «капля» капель, «неделя» недель. */
function softGenitive(stem: string): string {
  if (/[аеиоуыэюя]$/u.test(stem)) return `${stem}й`;
  if (stem.endsWith('й')) return stem;
  if (stem.endsWith('ь')) return `${stem.slice(0, -1)}ий`;
  if (/[^аеиоуыэюяйь]н$/u.test(stem)) return `${stem.slice(0, -1)}ен`;
  return `${stem.replace(/([^аеиоуыэюяйь])л$/u, '$1ел')}ь`;
}

function neuterInE(stem: string, forms: ReadonlySet<string>): string[] {
  if (forms.has(`${stem}у`)) return [...each(stem, 'а ам ами ах'), bareGenitive(stem)];
  if (!forms.has(`${stem}ю`)) return [];
  const genitive = stem.endsWith('и') ? `${stem}й` : stem.endsWith('ь') ? `${stem.slice(0, -1)}ий` : `${stem}ей`;
  return [...each(stem, 'я ям ями ях'), genitive];
}
