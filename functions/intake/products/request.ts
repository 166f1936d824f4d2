import { z } from 'zod';
import { check } from '../../../modules/errors/schema.ts';
import { readJsonBody } from '../../../modules/http/json-body.ts';
import { invalidParameters, type Problem } from '../../../modules/http/problem.ts';
import { elementsOf } from '../../../modules/product/shop-json.ts';

/** Bytes of a request's body: a function takes 6 MB with everything around it. */
const maxBodyBytes = 4 * 1024 * 1024;
export const maxProducts = 1_000;

/** Products of any shape: as in the topic, each is judged by itself, and none holds up another. */
const productsSchema = z
  .array(z.unknown(), 'must be a list of products: [{…}, {…}]')
  .min(1, 'must have a product')
  .max(maxProducts, `must have at most ${maxProducts} products`);

/** A product of a request: what it is, and its JSON, which becomes the record. */
export interface SentProduct {
  readonly content: unknown;
  readonly json: string;
}

export type ReadProducts =
  { readonly ok: true; readonly products: readonly SentProduct[] } | { readonly ok: false; readonly problem: Problem };

/** Reads POST /products from the event of a REST API. Throws event_invalid for what no REST API sends. */
export function readProducts(event: unknown): ReadProducts {
  const body = readJsonBody(event, maxBodyBytes);
  if (!body.ok) return body;
  const contents = check(productsSchema, body.content);
  if (!contents.ok) {
    const errors = contents.issues.map(({ path, message }) => ({ parameter: path || 'body', detail: message }));
    return { ok: false, problem: invalidParameters(errors) };
  }
  const jsons = elementsOf(body.text);
  return { ok: true, products: contents.value.map((content, index) => ({ content, json: jsons[index] ?? '' })) };
}
