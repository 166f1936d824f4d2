import { z } from 'zod';
import { isReached, notReached, paging } from '../../../modules/http/paging.ts';
import { once, onlyParameters } from '../../../modules/http/parameters.ts';
import { jsonResponse } from '../../../modules/http/response.ts';
import { categoryName, time } from '../../../modules/product/fields.ts';
import { withParameters, type Answer } from '../answering.ts';
import { findDocuments } from '../../../modules/opensearch/find-documents.ts';

export const rejectedSchema = onlyParameters(
  {
    rule_id: once(z.string()).optional(),
    store_id: once(z.string()).optional(),
    category: once(z.string().transform(categoryName)).optional(),
    from: once(time).optional(),
    to: once(time).optional(),
    ...paging,
  },
  'this list',
).refine(isReached, notReached('products'));

/** A rejected product; one of which only the rejection is known has no more than its id. */
const documentSchema = z.object({
  product_id: z.string(),
  product: z
    .object({
      name: z.string(),
      category: z.string(),
      store_id: z.string().nullish(),
      price: z.object({ amount: z.number(), currency: z.string() }),
    })
    .optional(),
  rejected_at: z.string().optional(),
  reasons: z.array(z.looseObject({ rule_id: z.string() })),
});

/** GET /rejected: products that rules keep from buyers, the latest first. */
export const listRejected: Answer = withParameters(rejectedSchema, async ({ client, names }, _, parameters) => {
  const { limit, page } = parameters;
  const body = {
    from: limit * (page - 1),
    size: limit,
    sort: [{ rejected_at: { order: 'desc', missing: '_last' } }, { product_id: 'asc' }],
    query: { bool: { filter: filtersOf(parameters) } },
    _source: Object.keys(documentSchema.shape),
  };
  const { total, documents } = await findDocuments(client, names.rejectedProducts, body, documentSchema);
  const products = documents.map(({ product_id, product, rejected_at, reasons }) => ({
    product_id,
    ...product,
    rejected_at,
    reasons,
  }));
  return jsonResponse({ total, page, products });
});

function filtersOf({ rule_id, store_id, category, from, to }: z.infer<typeof rejectedSchema>): object[] {
  const terms = { 'reasons.rule_id': rule_id, 'product.store_id': store_id, 'product.category': category };
  const range = { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) };
  return [
    ...Object.entries(terms).flatMap(([field, value]) => (value === undefined ? [] : [{ term: { [field]: value } }])),
    ...(from === undefined && to === undefined ? [] : [{ range: { rejected_at: range } }]),
  ];
}
