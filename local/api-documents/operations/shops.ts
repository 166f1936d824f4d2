import { z } from 'zod';
import { lettersSchema } from '../../../functions/intake/letters/parameters.ts';
import { letterStates } from '../../../functions/intake/letters/told-letter.ts';
import { maxProducts } from '../../../functions/intake/products/request.ts';
import { productSchema } from '../../../modules/product/product.ts';
import { leastProduct } from '../examples.ts';
import type { Operation } from '../operation.ts';

const fault = z.object({ index: z.int(), product_id: z.string().optional(), errors: z.array(z.string()) });
const product = productSchema.meta({
  description: 'Only what a product needs costs it when it is wrong; other fields are left out then.',
});

const letter = z.object({
  id: z.string().describe('By which people on duty find it.'),
  product_id: z.string().nullable(),
  code: z.string(),
  reason: z.string().describe('In Russian.'),
  message: z.string().describe('As the function said it, with the names of the fields.'),
  at: z.string(),
  state: z
    .enum(letterStates)
    .describe(
      'waiting: the product is not as this record says. processed: a change as new as this one, or newer, has come through ' +
        'since. returned: the record was sent again, and is the letter `returned_as` now.',
    ),
  returned_as: z.string().optional(),
});

/** What shops send that have no client of Kafka, and what no shop can see otherwise. */
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
  {
    route: 'GET /dead-letters',
    id: 'listDeadLetters',
    summary: 'What of one shop could not be processed, the latest first',
    description:
      "A shop sees what was sent under its key, and products whose `store_id` is its key's name, however they were sent: no " +
      'other key shows them. `store` may be left out. Letters are kept for two weeks.',
    answeredBy: 'intake',
    key: 'shop',
    query: lettersSchema,
    answer: {
      status: 200,
      says: 'A page of letters.',
      schema: z.object({ store: z.string(), total: z.int(), page: z.int(), letters: z.array(letter) }),
      name: 'DeadLetters',
    },
    problems: [401, 403],
  },
];
