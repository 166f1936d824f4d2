import type { Recommendation } from './recommend.ts';
import type { Variant } from './variant.ts';

export interface RecommendAnswer {
  readonly user_id: string;
  /** What a click on an item names, so that it is known where it came from. */
  readonly query_id: string;
  readonly variant: Variant;
  readonly items: readonly Recommendation[];
}
