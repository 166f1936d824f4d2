import type { APIGatewayProxyResult } from 'aws-lambda';
import { bearerOf, unauthorized } from '../../modules/http/bearer.ts';
import { readApiRequest } from '../../modules/http/request.ts';
import { listLetters, type ListingLetters } from './letters/list.ts';
import { takeProducts, type TakingProducts } from './products/take.ts';

/** What answering shops needs. */
export interface IntakeDependencies extends TakingProducts, ListingLetters {
  /** The key of each shop, by name. */
  readonly keys: () => Promise<Readonly<Record<string, string>>>;
}

/** Answers shops that show their key. Throws what problem.ts makes a problem of. */
export async function respond(dependencies: IntakeDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const shop = bearerOf(event, await dependencies.keys());
  if (shop === undefined) return unauthorized('the key of a shop');
  return readApiRequest(event).resource === '/dead-letters'
    ? listLetters(dependencies, shop, event)
    : takeProducts(dependencies, shop, event);
}
