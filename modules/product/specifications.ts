import { categoryName, maxKeywordLength } from './fields.ts';

/** More would be no table that a buyer reads. */
const mostTerms = 100;

/** One value of a specification, as products are filtered and counted by it: «Цвет:белый». */
export const specificationTerm = (name: string, value: string): string =>
  `${categoryName(name)}:${categoryName(value)}`;

/** The name and the value of a term. */
export function readSpecificationTerm(term: string): { readonly name: string; readonly value: string } {
  const colon = term.indexOf(':');
  return { name: term.slice(0, colon), value: term.slice(colon + 1) };
}

/** The terms of a product's specifications; what is no text, number or yes and no, or a list of them, has none. */
export function specificationTerms(specifications: Readonly<Record<string, unknown>> | null | undefined): string[] {
  const terms = Object.entries(specifications ?? {}).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => {
      const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      const term = isShown ? specificationTerm(name, String(value)) : '';
      return isShown && term.length <= maxKeywordLength && !term.endsWith(':') ? [term] : [];
    }),
  );
  return [...new Set(terms)].slice(0, mostTerms);
}
