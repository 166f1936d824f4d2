import { once, wholeNumber } from './parameters.ts';

const maxLimit = 100;
/** OpenSearch pages no further. */
const maxReached = 10_000;

/** The parameters by which a list is read page by page. */
export const paging = {
  limit: once(wholeNumber(maxLimit)).default(20),
  page: once(wholeNumber(maxReached)).default(1),
};

export const isReached = ({ limit, page }: { readonly limit: number; readonly page: number }): boolean =>
  limit * page <= maxReached;

/** What is said of a page that is not. `what` the list is of. */
export const notReached = (what: string) => ({
  path: ['page'],
  message: `reaches no further than ${maxReached} ${what}: use from and to`,
});
