const each = (stem: string, endings: string): string[] => endings.split(' ').map((ending) => stem + ending);

/**
 * The plural of a noun of which the dictionary has the singular alone, as of most substances: «табак» табаки, табаков.
 * Sellers do use it («сорта табаков»). Nothing for a noun that does not decline.
 */
export function regularPlural(lemma: string, forms: ReadonlySet<string>): string[] {
  const stem = lemma.slice(0, -1);
  const last = lemma.at(-1) ?? '';
  switch (last) {
    case 'а':
      return forms.has(`${stem}у`) ? [...hard(stem), feminineGenitive(stem)] : [];
    case 'я':
      return forms.has(`${stem}ю`) ? each(stem, `и ям ями ях`).concat(softGenitive(stem)) : [];
    case 'о':
      return forms.has(`${stem}у`) ? [...each(stem, 'а ам ами ах'), stem] : [];
    case 'е':
      return neuterInE(stem, forms);
    case 'й':
      return forms.has(`${stem}я`) ? each(stem, 'и ев ям ями ях') : [];
    case 'ь':
      if (forms.has(`${stem}я`)) return each(stem, 'и ей ям ями ях');
      return forms.has(`${stem}и`) ? each(stem, /[жшщч]$/u.test(stem) ? 'и ей ам ами ах' : 'и ей ям ями ях') : [];
    default:
      return forms.has(`${lemma}а`) ? [...hard(lemma), masculineGenitive(lemma)] : [];
  }
}

/**
 * The genitive plural of a noun that has its other plurals, when the dictionary has left it out: «мыл» it knows as a verb only,
 * «отцов» as an adjective.
 */
export function regularGenitive(lemma: string, forms: ReadonlySet<string>): string | undefined {
  const stem = [...forms].find((form) => form.endsWith('ам') && form !== lemma)?.slice(0, -2);
  if (stem === undefined) return undefined;
  const declined = new Set(each(stem, 'ам ом ем ах'));
  const isGenitive = (form: string): boolean => form !== lemma && /[^аеиоуыэюя]$/u.test(form) && !declined.has(form);
  if ([...forms].some(isGenitive)) return undefined;
  if (lemma.endsWith('о')) return stem;
  return /[^аеиоуыэюяйь]$/u.test(lemma) ? stem + (/[жшщч]$/u.test(stem) ? 'ей' : 'ов') : undefined;
}

const hard = (stem: string): string[] => each(stem, /[гкхжшщч]$/u.test(stem) ? 'и ам ами ах' : 'ы ам ами ах');

const masculineGenitive = (stem: string): string =>
  stem + (/[жшщч]$/u.test(stem) ? 'ей' : stem.endsWith('ц') ? 'ев' : 'ов');

/** «водка» водок, «печка» печек, «чайка» чаек; other clusters stay. */
const feminineGenitive = (stem: string): string =>
  stem
    .replace(/([^аеиоуыэюяйьжшчцщ])к$/u, '$1ок')
    .replace(/([жшчц])к$/u, '$1ек')
    .replace(/[ьй]к$/u, 'ек');

/** «линия» линий, «идея» идей, «гостья» гостий, «вишня» вишен, «неделя» недель. */
function softGenitive(stem: string): string {
  if (/[аеиоуыэюя]$/u.test(stem)) return `${stem}й`;
  if (stem.endsWith('ь')) return `${stem.slice(0, -1)}ий`;
  if (/[^аеиоуыэюяйь]н$/u.test(stem)) return `${stem.slice(0, -1)}ен`;
  return `${stem}ь`;
}

function neuterInE(stem: string, forms: ReadonlySet<string>): string[] {
  if (forms.has(`${stem}у`)) return [...each(stem, 'а ам ами ах'), stem];
  if (!forms.has(`${stem}ю`)) return [];
  const genitive = stem.endsWith('и') ? `${stem}й` : stem.endsWith('ь') ? `${stem.slice(0, -1)}ий` : `${stem}ей`;
  return [...each(stem, 'я ям ями ях'), genitive];
}
