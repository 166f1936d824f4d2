import type { Client } from '@opensearch-project/opensearch';
import pLimit from 'p-limit';
import { z } from 'zod';
import { keptPopular, readPopular } from '../../functions/search/popular.ts';
import { respond, type SearchDependencies } from '../../functions/search/respond.ts';
import { callApi, type Api } from '../../local/client-api/call.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { answering } from '../measure/answering.ts';

/** What a client asks for. */
export interface Request {
  readonly path: '/products' | '/suggest';
  readonly parameter: 'name' | 'q';
  readonly text: string;
}

/** The search function on an index. */
export const searchFunction = (client: Client, index: string): SearchDependencies => ({
  client,
  index,
  products: index,
  popular: keptPopular(() => readPopular(client, indexNames.popularProducts), Date.now),
  ...answering,
});

export const askFunction = (searching: SearchDependencies, { path, parameter, text }: Request): Promise<unknown> =>
  respond(searching, { resource: path, multiValueQueryStringParameters: { [parameter]: [text] } });

export const askApi = (api: Api, { path, parameter, text }: Request): Promise<unknown> =>
  callApi(api, path, { [parameter]: text }, z.looseObject({}));

/** Milliseconds of each call, so many at a time. */
export const timed = <T>(all: readonly T[], together: number, call: (each: T) => Promise<unknown>): Promise<number[]> =>
  pLimit(together).map(all, async (each) => {
    const startedAt = performance.now();
    await call(each);
    return performance.now() - startedAt;
  });
