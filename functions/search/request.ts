import { readApiRequest, type RawParameters } from '../../modules/http/request.ts';

/** Headers that stand for a parameter: who searches need not be in addresses, which logs keep. */
const parameterByHeader = { 'x-user-id': 'user_id', 'x-session-id': 'session_id' } as const;

/** What stands behind an id when products like it are asked for. The slash of an id that ends so is %2F. */
const similar = '/similar';

/** What a buyer asks for. */
export type Request =
  | { readonly kind: 'search'; readonly parameters: RawParameters }
  | { readonly kind: 'suggest'; readonly parameters: RawParameters }
  | { readonly kind: 'product'; readonly id: string; readonly parameters: RawParameters }
  | { readonly kind: 'similar'; readonly id: string; readonly parameters: RawParameters };

/** Reads a request; `undefined` for a path that is not ours. Throws event_invalid for what is no request. */
export function readRequest(event: unknown): Request | undefined {
  const { resource, path, inAddress, query, headers } = readApiRequest(event);
  const id = path['product_id'];
  if (id !== undefined)
    return inAddress['product_id']?.endsWith(similar) === true
      ? { kind: 'similar', id: id.slice(0, -similar.length), parameters: query }
      : { kind: 'product', id, parameters: query };
  if (resource === '/suggest') return { kind: 'suggest', parameters: query };
  if (resource !== '/products') return undefined;
  const byHeader: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const parameter = Object.entries(parameterByHeader).find(([header]) => header === name.toLowerCase())?.[1];
    if (parameter !== undefined) byHeader[parameter] = [value];
  }
  return { kind: 'search', parameters: { ...byHeader, ...query } };
}
