import { z } from 'zod';
import { parametersSchema as categoriesParameters } from '../../../functions/categories/request.ts';
import { eventSchema } from '../../../functions/events/event.ts';
import { maxEvents } from '../../../functions/events/request.ts';
import { parametersSchema as recommendParameters } from '../../../functions/recommend/request.ts';
import { parametersSchema as searchParameters } from '../../../functions/search/query.ts';
import { parametersSchema as similarParameters } from '../../../functions/search/similar.ts';
import { parametersSchema as suggestParameters } from '../../../functions/search/suggest/request.ts';
import { categoryStatsSchema } from '../../../modules/category-stats/category-stats.ts';
import { onlyParameters } from '../../../modules/http/parameters.ts';
import { keyword, productIdSchema } from '../../../modules/product/fields.ts';
import { identifier } from '../../../modules/ubi/query.ts';
import {
  eventAnswerSchema,
  productAnswerSchema,
  recommendAnswerSchema,
  searchAnswerSchema,
  similarAnswerSchema,
  suggestAnswerSchema,
} from '../../client-api/answer.ts';
import { productExample } from '../examples.ts';
import type { Operation } from '../operation.ts';

const event = eventSchema(0);
const eventExample = {
  action_name: 'click',
  user_id: 'user123',
  event_attributes: { object: { object_id: 'mp-000001' }, position: { ordinal: 3 } },
};
const none = onlyParameters({}, 'this');

/** What buyers' clients ask for, under the key of buyers. */
export const buyerOperations: readonly Operation[] = [
  {
    route: 'GET /products',
    id: 'searchProducts',
    summary: 'Search products',
    description:
      'Finds products by their texts, narrows them by facets and orders them. Prices are in major units of `currency`, RUB ' +
      'without it; with it only products that are sold in it are found. `page` times `page_size` reaches 10,000; what lies ' +
      'beyond is asked for with `after`, which an answer gives as `next`. `corrected` says what was searched for instead of a text ' +
      'that no product has; `did_you_mean` offers what is near, or likelier meant, and how many products that finds.',
    answeredBy: 'search',
    key: 'buyer',
    query: searchParameters,
    headers: {
      'X-User-Id': z.string().describe('Stands for `user_id` where that is left out.'),
      'X-Session-Id': z.string().describe('Stands for `session_id` where that is left out.'),
    },
    answer: { status: 200, says: 'A page of what was found.', schema: searchAnswerSchema, name: 'FoundProducts' },
  },
  {
    route: 'GET /products/{product_id}',
    id: 'showProduct',
    summary: 'One product as its shop sent it',
    answeredBy: 'search',
    key: 'buyer',
    path: { product_id: productIdSchema },
    query: none,
    answer: {
      status: 200,
      says: 'The product, with `in_stock`.',
      schema: productAnswerSchema,
      name: 'ShownProduct',
      example: { ...productExample, in_stock: true },
      headers: ['ETag'],
    },
    problems: [404],
  },
  {
    route: 'GET /products/{product_id}/similar',
    id: 'findSimilar',
    summary: 'Products like one',
    description: 'Products whose names, brands and tags have words in common with it, those of its category first.',
    answeredBy: 'search',
    key: 'buyer',
    path: { product_id: productIdSchema },
    query: similarParameters,
    answer: { status: 200, says: 'The most alike first.', schema: similarAnswerSchema, name: 'SimilarProducts' },
    problems: [404],
  },
  {
    route: 'GET /suggest',
    id: 'suggest',
    summary: 'What somebody who types may mean',
    answeredBy: 'search',
    key: 'buyer',
    query: suggestParameters,
    answer: { status: 200, says: 'Products and categories.', schema: suggestAnswerSchema, name: 'Suggestions' },
  },
  {
    route: 'GET /categories',
    id: 'listCategories',
    summary: 'Live figures of all categories',
    answeredBy: 'categories',
    key: 'buyer',
    query: categoriesParameters,
    answer: {
      status: 200,
      says: 'The categories, and how many there are.',
      schema: z.object({ total: z.int(), categories: z.array(categoryStatsSchema) }),
      name: 'Categories',
      headers: ['ETag'],
    },
  },
  {
    route: 'GET /categories/{category}',
    id: 'showCategory',
    summary: 'Live figures of one category',
    answeredBy: 'categories',
    key: 'buyer',
    path: { category: keyword.min(1) },
    query: none,
    answer: { status: 200, says: 'Its figures.', schema: categoryStatsSchema, name: 'Category', headers: ['ETag'] },
    problems: [404],
  },
  {
    route: 'GET /recommendations/{user_id}',
    id: 'recommend',
    summary: 'Products for a buyer, and why',
    answeredBy: 'recommend',
    key: 'buyer',
    path: { user_id: identifier },
    query: recommendParameters.omit({ user_id: true }),
    answer: { status: 200, says: 'The best first.', schema: recommendAnswerSchema, name: 'Recommendations' },
  },
  {
    route: 'POST /events',
    id: 'reportEvents',
    summary: 'Report what a buyer did with a product',
    description:
      `One event, or a list of at most ${maxEvents}, of which the wrong ones hold up no other. Browsers may send it with ` +
      'navigator.sendBeacon, as text/plain too. An event with an event_id may be sent again.',
    answeredBy: 'events',
    key: 'buyer',
    body: {
      schema: z.union([event, z.array(event).min(1).max(maxEvents)]),
      name: 'ReportedEvents',
      example: eventExample,
    },
    answer: {
      status: 202,
      says: 'On all in-sync replicas. `product` says whether buyers can find the product.',
      schema: z.union([
        eventAnswerSchema,
        z.object({
          events: z.array(eventAnswerSchema),
          refused: z.array(z.object({ index: z.int(), errors: z.array(z.string()) })),
        }),
      ]),
      name: 'TakenEvents',
    },
    problems: [413, 415],
  },
];
