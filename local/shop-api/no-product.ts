import { jsonOf } from '../../modules/errors/schema.ts';

/** Lists further down than this are no shop's products. */
const deepestList = 3;

/** Why an element of a file is nothing that the filter could judge; undefined when it is meant as a product. */
export function whyNoProduct(element: unknown): string | undefined {
  if (!isObject(element)) return `a product is an object, and this is ${nounOf(element)}`;
  if ('product_id' in element || 'price' in element) return undefined;
  const list = listIn(element, deepestList);
  if (list !== undefined) return `this is no product but an object around a list; ${mended(list)}`;
  return 'name' in element ? undefined : 'this is no product: it has none of product_id, name and price';
}

/** The same of an element that is too large to be read, by its beginning. */
export function listAdvice(head: string): string {
  const found = /^\{\s*(?<name>"(?:[^"\\]|\\.)*")\s*:\s*\[\s*\{/u.exec(head)?.groups?.['name'] ?? '';
  const name = jsonOf(found);
  return typeof name === 'string' ? `; if it is an object around a list, ${mended(step(name))}` : '';
}

/** Where a list of objects is inside of an object, in the words of jq. */
function listIn(object: object, levels: number): string | undefined {
  if (levels === 0) return undefined;
  for (const [name, value] of Object.entries(object)) {
    if (Array.isArray(value) && isObject(value[0])) return step(name);
    const inside = isObject(value) ? listIn(value, levels - 1) : undefined;
    if (inside !== undefined) return `${step(name)}${inside}`;
  }
  return undefined;
}

const step = (name: string): string => (/^[a-z_]\w*$/iu.test(name) ? `.${name}` : `.[${JSON.stringify(name)}]`);

const mended = (list: string): string => `send the list: jq -c '${list}[]' FILE | npm run -s shop -- send --file -`;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function nounOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', number: 'a number', boolean: 'true or false' }[typeof value as 'string'] ?? 'none';
}
