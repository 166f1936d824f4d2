import { namedHeaders } from '../kafka/headers.ts';
import type { OutgoingHeader } from '../kafka/record.ts';
import { header } from '../platform/headers.ts';

/** Which change of the shop's a product is: its version, epoch milliseconds, and where the shop sent it, when that is known. */
export interface SentAs {
  readonly version: number;
  readonly source_offset?: number | undefined;
}

/** Headers of a product that is sent through `products` once more, to be judged by the present list. */
export const judgedAgainHeaders = ({ version, source_offset: source }: SentAs): OutgoingHeader[] =>
  namedHeaders({
    [header.version]: String(version),
    ...(source !== undefined && { [header.sourceOffset]: String(source) }),
    [header.judgedAgain]: 'true',
  });
