import { z } from 'zod';
import { historyEntrySchema } from '../../modules/ban-list/history-entry.ts';
import { sweepSchema } from '../../modules/ban-sweeps/sweep.ts';
import { rejectionSchema } from '../../modules/bans/rejection.ts';
import { banRuleSchema } from '../../modules/bans/rule.ts';
import { catalogChangeSchema } from '../../modules/category-stats/catalog-change.ts';
import { categoryStatsSchema } from '../../modules/category-stats/category-stats.ts';
import { banHeader, deadLetterHeader, header, sentByHeader } from '../../modules/platform/headers.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import { productSchema } from '../../modules/product/product.ts';
import { activitySchema } from '../../modules/ubi/query.ts';

/** What the records of a topic are. */
export interface TopicContent {
  readonly summary: string;
  /** What the key is. */
  readonly key: string;
  /** The schema by which readers parse the value. Without one it is bytes as they came. */
  readonly value?: z.ZodType;
  /** Names of the headers. */
  readonly headers?: readonly string[];
}

const { version, banListVersion, verdict, warnings, rejection, rejectedProduct, sourceOffset, judgedAgain } = header;

/** Every topic of the platform. */
export const topicContents: Readonly<Record<Topic, TopicContent>> = {
  products: {
    summary: 'Products as shops send them. A record without a value withdraws the product of its key.',
    key: 'product_id',
    value: productSchema,
    headers: [version, sentByHeader, sourceOffset, judgedAgain],
  },
  filtered_products: {
    summary: 'Products that may be sold, as their shops sent them; a record without a value for one that may not.',
    key: 'product_id',
    value: productSchema,
    headers: [version, banListVersion, verdict, warnings, rejection, rejectedProduct, sourceOffset, judgedAgain],
  },
  rejected_products: {
    summary: 'A log of rejections: the product, and the rules that it matches.',
    key: 'product_id',
    value: rejectionSchema.extend({ product: productSchema, ban_list_version: z.int() }),
    headers: [version, banListVersion],
  },
  banned_products: {
    summary: 'The ban list: a rule, or no value for one that was removed.',
    key: 'rule_id',
    value: banRuleSchema,
    headers: [banHeader.changedBy, banHeader.why],
  },
  ban_history: { summary: 'Every change of the ban list, for ever.', key: 'rule_id', value: historyEntrySchema },
  ban_sweeps: {
    summary: 'Steps of sweeps, each of which says what the next goes on from.',
    key: 'sweep_id',
    value: sweepSchema,
  },
  catalog_changes: {
    summary: 'Categories whose figures are to be computed anew.',
    key: 'category',
    value: catalogChangeSchema,
  },
  category_stats: {
    summary: 'Live figures of a category; no value when it has no products.',
    key: 'category',
    value: categoryStatsSchema,
  },
  client_queries: {
    summary: 'Searches and what buyers did, in User Behavior Insights 1.3.0.',
    key: 'user_id, or client_id while nobody is known',
    value: activitySchema,
  },
  category_analytics: {
    summary: 'What the last analysis says of a category; no value when it says nothing any more.',
    key: 'category',
    value: z.looseObject({ category: z.string() }),
  },
  recommendations: {
    summary: 'What goes with a product by the last analysis.',
    key: 'product_id',
    value: z.looseObject({
      product_id: z.string(),
      items: z.array(
        z.object({
          product_id: z.string(),
          score: z.number().describe('How often buyers look at both, near to each other: cosine similarity, 0 to 1.'),
          taste: z.number().describe('What the one says for the other beside all else: the weight of EASE.'),
        }),
      ),
      run_id: z.string(),
    }),
  },
  dead_letters: {
    summary: 'Records that could not be processed, as they came, with the reason in headers behind their own.',
    key: 'as it came',
    headers: Object.values(deadLetterHeader),
  },
};
