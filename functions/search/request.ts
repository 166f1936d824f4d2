import { readApiRequest, type RawParameters } from '../../modules/http/request.ts';

/** Headers that stand for a parameter: who searches need not be in addresses, which logs keep. */
const parameterByHeader = { 'x-user-id': 'user_id', 'x-session-id': 'session_id' } as const;

/**
 * What stands behind an id when products like it are asked for. The route takes ids with slashes, so a product whose own id ends so
 * is only found among several ids.
 */
const similar = '/similar';

/** What a buyer asks for. */
export type Request =
  | { readonly kind: 'search'; readonly parameters: RawParameters }
  | { readonly kind: 'suggest'; readonly parameters: RawParameters }
  | { readonly kind: 'product'; readonly id: string }
  | { readonly kind: 'similar'; readonly id: string; readonly parameters: RawParameters };

/** Reads a request; `undefined` for a path that is not ours. Throws event_invalid for what is no request. */
export function readRequest(event: unknown): Request | undefined {
  const { resource, path, query, headers } = readApiRequest(event);
  const id = path['product_id'];
  if (id !== undefined)
    return id.endsWith(similar)
      ? { kind: 'similar', id: id.slice(0, -similar.length), parameters: query }
      : { kind: 'product', id };
  if (resource === '/suggest') return { kind: 'suggest', parameters: query };
  if (resource !== '/products') return undefined;
  const byHeader: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const parameter = Object.entries(parameterByHeader).find(([header]) => header === name.toLowerCase())?.[1];
    if (parameter !== undefined) byHeader[parameter] = [value];
  }
  return { kind: 'search', parameters: { ...byHeader, ...query } };
}
