import { z } from 'zod';
import type { ErrorCode } from '../errors/platform-error.ts';
import { jsonOf } from '../errors/schema.ts';

export type HdfsCode = Extract<ErrorCode, `hdfs_${string}`>;

/** What Hadoop answers instead of a result: the class of a Java exception and its message. */
export class RemoteException extends Error {
  /** Such as FileNotFoundException. */
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.name = exception;
    this.exception = exception;
  }
}

const schema = z.object({ RemoteException: z.object({ exception: z.string(), message: z.string().nullish() }) });

/** The exception in the body of an answer that is none of 2xx; of a proxy's page, its status. */
export function readRemoteException(status: number, body: string): RemoteException {
  const parsed = schema.safeParse(jsonOf(body));
  if (!parsed.success) return new RemoteException(`HTTP ${status}`, body.slice(0, 200));
  const { exception, message } = parsed.data.RemoteException;
  // A stack trace follows from the second line on.
  return new RemoteException(exception, (message ?? '').split('\n', 1)[0] ?? '');
}

/** Whether another NameNode should be asked: this one is alive but does not serve. */
export const isStandby = ({ exception }: RemoteException): boolean =>
  exception === 'StandbyException' || exception === 'ObserverRetryOnActiveException';

const codes: Readonly<Record<string, HdfsCode>> = {
  FileNotFoundException: 'hdfs_not_found',
  FileAlreadyExistsException: 'hdfs_exists',
  AlreadyBeingCreatedException: 'hdfs_exists',
  SafeModeException: 'hdfs_safe_mode',
  StandbyException: 'hdfs_unavailable',
  ObserverRetryOnActiveException: 'hdfs_unavailable',
  RetriableException: 'hdfs_unavailable',
  NotReplicatedYetException: 'hdfs_unavailable',
  RecoveryInProgressException: 'hdfs_unavailable',
  ServerNotActiveException: 'hdfs_unavailable',
  // Between DataNode and NameNode.
  ConnectException: 'hdfs_unavailable',
  ConnectTimeoutException: 'hdfs_unavailable',
  EOFException: 'hdfs_unavailable',
  NoRouteToHostException: 'hdfs_unavailable',
  SocketException: 'hdfs_unavailable',
  SocketTimeoutException: 'hdfs_unavailable',
  BlockMissingException: 'hdfs_no_datanode',
  DSQuotaExceededException: 'hdfs_quota',
  NSQuotaExceededException: 'hdfs_quota',
  QuotaByStorageTypeExceededException: 'hdfs_quota',
  AccessControlException: 'hdfs_refused',
  ParentNotDirectoryException: 'hdfs_refused',
};

/** Exceptions that stand for several things, told apart by their message. */
const codesByMessage: readonly (readonly [RegExp, HdfsCode])[] = [
  [/safe ?mode/iu, 'hdfs_safe_mode'],
  [
    /could only be written to \d+ of the \d+|failed to find datanode|no live nodes contain|all datanodes .* are bad|not have enough number of replicas/iu,
    'hdfs_no_datanode',
  ],
  [/must both be directories/u, 'hdfs_exists'],
];

const ambiguous = new Set(['IOException', 'RetriableException', 'RemoteException']);

/** What an exception means to whoever called. Status codes say less: 403 is given for a dozen of different things. */
export function codeOf({ exception, message }: RemoteException): HdfsCode {
  const byMessage = ambiguous.has(exception) ? codesByMessage.find(([pattern]) => pattern.test(message)) : undefined;
  if (byMessage !== undefined) return byMessage[1];
  // Of a gateway, or of a server that cannot.
  if (/^HTTP (?:429|5\d\d)$/u.test(exception)) return 'hdfs_unavailable';
  return codes[exception] ?? 'hdfs_refused';
}
