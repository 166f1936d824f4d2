import type { Client } from '@opensearch-project/opensearch';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { z } from 'zod';
import type { BanListReader, ReadBanList } from '../../modules/ban-list/ban-list.ts';
import { check } from '../../modules/errors/schema.ts';
import { invalidOf } from '../../modules/http/parameters.ts';
import { invalidParameters } from '../../modules/http/problem.ts';
import { problemResponse } from '../../modules/http/response.ts';
import type { ReadyPublisher } from '../../modules/kafka/record.ts';
import type { Log } from '../../modules/logging/log.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import type { BansRequest } from './request.ts';

/** What answering moderators needs. */
export interface BansDependencies {
  /** The key of each moderator, by name. */
  readonly keys: () => Promise<Readonly<Record<string, string>>>;
  readonly bans: Pick<BanListReader, 'current'>;
  readonly publisher: Pick<ReadyPublisher, 'connect' | 'append'>;
  readonly client: Client;
  readonly names: IndexNames;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** One request under way: who asks, and since when, epoch milliseconds. */
export interface Answering extends BansDependencies {
  readonly moderator: string;
  readonly startedAt: number;
}

export type Answer = (answering: Answering, request: BansRequest) => Promise<APIGatewayProxyResult>;

/** Milliseconds within which every request is answered: less than the function has, so that the client learns what went wrong. */
const answerWithinMs = 9_000;

/** Milliseconds that are left, one at least. */
export const remainingMs = ({ startedAt, now }: Answering): number => Math.max(1, startedAt + answerWithinMs - now());

/** The ban list with every change that was acknowledged. Throws ban_list_unreadable or kafka_unavailable. */
export const currentList = (answering: Answering): Promise<ReadBanList> =>
  inTime(answering.bans.current(), remainingMs(answering), 'reading the ban list', 'kafka_unavailable');

/** An answer to requests with these parameters in their query; every one that is wrong is named. */
export const withParameters =
  <T>(
    schema: z.ZodType<T>,
    answer: (answering: Answering, request: BansRequest, parameters: T) => Promise<APIGatewayProxyResult>,
  ): Answer =>
  async (answering, request) => {
    const parameters = check(schema, request.query);
    return parameters.ok
      ? answer(answering, request, parameters.value)
      : problemResponse(invalidParameters(invalidOf(parameters.issues)));
  };
