import { keyword, versions } from './field.ts';

/**
 * Products that shops took back, by id and version. OpenSearch forgets the version of a deletion, at the latest when a
 * node restarts; this index remembers it, so that a late older write cannot bring a withdrawn product back.
 */
export const withdrawnProducts = {
  dynamic: false,
  properties: { product_id: keyword, ...versions },
};
