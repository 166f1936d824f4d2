import { respond } from '../../functions/bans/respond.ts';
import type { BansDependencies } from '../../functions/bans/answering.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import type { TestIndices } from './indices.ts';
import { testInstance } from './instance.ts';

interface Asked {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Whose key is shown: anna's unless another is named, none for an empty name. */
  readonly as?: 'anna' | 'boris' | '';
  readonly ifMatch?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

export interface ModeratorsApi {
  /** `asked`: method and path, such as `PATCH /bans/ban-1`. */
  ask(asked: string, about?: Asked): Promise<Answered>;
  close(): Promise<void>;
}

const connect = async () => kafkaAs(testInstance(), 'bans');

/** The function bans in this process, with the instance's Kafka, a test's own indices, and the moderators anna and boris. */
export function moderatorsApi(
  { client, names }: Pick<TestIndices, 'client' | 'names'>,
  more: Partial<BansDependencies> = {},
): ModeratorsApi {
  const log = jsonLog(() => undefined);
  const bans = banListReader(connect, log);
  const publisher = kafkaPublisher(connect);
  const dependencies: BansDependencies = {
    keys: async () => ({ anna: 'key-of-anna', boris: 'key-of-boris' }),
    bans,
    publisher,
    client,
    names,
    log,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    ...more,
  };
  return {
    async ask(asked, about = {}) {
      const { statusCode, headers = {}, body } = await respond(dependencies, eventOf(asked, about));
      return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
    },
    async close() {
      await Promise.all([bans.close(), publisher.close()]);
    },
  };
}

/** An event as API Gateway makes it of a request. */
function eventOf(asked: string, { body, query = {}, as = 'anna', ifMatch }: Asked): object {
  const [httpMethod = '', path = ''] = asked.split(' ');
  const below = /^\/bans\/(?<it>.+)$/u.exec(path)?.groups?.['it'];
  return {
    httpMethod,
    resource: below === undefined ? path : '/bans/{rule_id+}',
    pathParameters: below === undefined ? null : { rule_id: below },
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, [String(value)]]),
    ),
    headers: {
      ...(as !== '' && { Authorization: `Bearer key-of-${as}` }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  };
}
