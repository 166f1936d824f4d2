import { z } from 'zod';
import type { LocalCluster } from './cluster.ts';
import { maxPageSize } from './settings.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The name of an AWS error, for the header x-amzn-errortype. */
  readonly errorType?: string;
}

interface Route {
  readonly path: RegExp;
  readonly answer: (cluster: LocalCluster, query: URLSearchParams) => Answer;
  /** True where the path names one cluster. */
  readonly ofCluster: boolean;
}

/** Paths of the MSK API: https://docs.aws.amazon.com/MSK/2.0/APIReference/ and /msk/1.0/apireference/. All are GET. */
const routes: readonly Route[] = [
  { path: /^\/api\/v2\/clusters$/, ofCluster: false, answer: listClusters },
  {
    path: /^\/api\/v2\/clusters\/(?<arn>[^/]+)$/,
    ofCluster: true,
    answer: ({ info }) => ({ status: 200, body: { clusterInfo: info } }),
  },
  {
    path: /^\/v1\/clusters\/(?<arn>[^/]+)\/bootstrap-brokers$/,
    ofCluster: true,
    answer: ({ brokersTls }) => ({ status: 200, body: { bootstrapBrokerStringTls: brokersTls } }),
  },
  {
    path: /^\/v1\/clusters\/(?<arn>[^/]+)\/nodes$/,
    ofCluster: true,
    answer: ({ nodes }, query) => page('nodeInfoList', nodes, query),
  },
];

/** Answers one request about the local cluster. `url` is the path with its query. */
export function answer(cluster: LocalCluster, method: string, url: string): Answer {
  const { pathname, searchParams } = new URL(url, 'http://msk');
  if (method === 'GET')
    for (const route of routes) {
      const match = route.path.exec(pathname);
      if (match === null) continue;
      const refused = route.ofCluster ? refuseCluster(cluster, match.groups?.['arn'] ?? '') : undefined;
      return refused ?? route.answer(cluster, searchParams);
    }
  return failure(404, 'NotFoundException', `This emulation of MSK has no ${method} ${pathname}`);
}

function listClusters({ info }: LocalCluster, query: URLSearchParams): Answer {
  const type = query.get('clusterTypeFilter') ?? 'PROVISIONED';
  if (type !== 'PROVISIONED' && type !== 'SERVERLESS')
    return failure(
      400,
      'BadRequestException',
      'clusterTypeFilter must be PROVISIONED or SERVERLESS',
      'clusterTypeFilter',
    );
  const named = info.clusterName.startsWith(query.get('clusterNameFilter') ?? '');
  return page('clusterInfoList', named && type === 'PROVISIONED' ? [info] : [], query);
}

/** Why a cluster's ARN leads nowhere, or nothing when it is the local cluster's. */
function refuseCluster({ info }: LocalCluster, encodedArn: string): Answer | undefined {
  const arn = decode(encodedArn);
  if (arn === info.clusterArn) return undefined;
  if (arn === undefined || !/^arn:[a-z-]+:kafka:/.test(arn))
    return failure(400, 'BadRequestException', 'One or more of the parameters are not valid.', 'clusterArn');
  return failure(404, 'NotFoundException', `The requested cluster ${arn} does not exist.`, 'clusterArn');
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const pageSize = z.coerce.number().int().min(1).max(maxPageSize).default(maxPageSize);
/** A token is the position at which the next page starts. */
const position = z.coerce.number().int().nonnegative().default(0);

function page(member: string, items: readonly unknown[], query: URLSearchParams): Answer {
  const size = pageSize.safeParse(query.get('maxResults') ?? undefined);
  if (!size.success)
    return failure(400, 'BadRequestException', `maxResults must be from 1 to ${maxPageSize}`, 'maxResults');
  const start = position.safeParse(query.get('nextToken') ?? undefined);
  if (!start.success || start.data > items.length)
    return failure(400, 'BadRequestException', 'The nextToken is not one that this API gave', 'nextToken');
  const end = start.data + size.data;
  const more = end < items.length ? { nextToken: String(end) } : {};
  return { status: 200, body: { [member]: items.slice(start.data, end), ...more } };
}

const failure = (status: number, errorType: string, message: string, invalidParameter?: string): Answer => ({
  status,
  errorType,
  body: { message, ...(invalidParameter !== undefined && { invalidParameter }) },
});
