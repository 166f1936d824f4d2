import { z } from 'zod';
import { maxProducts } from '../../../functions/intake/request.ts';
import { productSchema } from '../../../modules/product/product.ts';
import { leastProduct } from '../examples.ts';
import type { Operation } from '../operation.ts';

const fault = z.object({ index: z.int(), product_id: z.string().optional(), errors: z.array(z.string()) });
const product = productSchema.meta({
  description: 'Only what a product needs costs it when it is wrong; other fields are left out then.',
});

/** What shops send that have no client of Kafka. */
export const shopOperations: readonly Operation[] = [
  {
    route: 'POST /products',
    id: 'sendProducts',
    summary: 'Send new and changed products',
    description:
      'Each becomes the record that a client of Kafka would send, and the same comes of it. What is no product is taken, too: ' +
      'the answer says that it will not be shown, and why.',
    answeredBy: 'intake',
    key: 'shop',
    body: {
      schema: z
        .array(z.union([product, z.unknown()]))
        .min(1)
        .max(maxProducts),
      name: 'SentProducts',
      example: [leastProduct],
    },
    answer: {
      status: 202,
      says:
        'On all in-sync replicas: so many as `accepted`. `refused` are not; `unreadable` are, and will not be shown; of ' +
        '`left_out` a field is not.',
      schema: z.object({
        accepted: z.int(),
        refused: z.array(fault),
        unreadable: z.array(fault),
        left_out: z.array(fault),
      }),
      name: 'TakenProducts',
    },
    problems: [401, 413, 415],
  },
];
