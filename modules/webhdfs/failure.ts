import { PlatformError } from '../errors/platform-error.ts';
import { isRefusedByTls } from '../errors/tls.ts';
import { NoAnswer } from './request.ts';
import { codeOf, RemoteException, type HdfsCode } from './remote-exception.ts';

/** How to mend it, where the server does not say. */
const advice: Readonly<Partial<Record<HdfsCode, string>>> = {
  hdfs_safe_mode: 'it ends when the DataNodes have reported their blocks, or by `hdfs dfsadmin -safemode leave`',
  hdfs_no_datanode: 'check that the DataNodes run, can be reached from here and have free space',
  hdfs_quota: 'delete something, or raise the quota with `hdfs dfsadmin -setSpaceQuota` or `-setQuota`',
};

/** What the server refused. `what` names operation and path. */
export function refusal(what: string, exception: RemoteException): PlatformError {
  const code = codeOf(exception);
  const said = `${exception.exception}: ${exception.message}`;
  const message = [`${what}: ${said}`, advice[code]].filter((part) => part !== undefined).join('; ');
  return new PlatformError(code, message, { cause: exception });
}

/** A server that could not be asked, or did not answer. What is not an absence of an answer stays what it is. */
export function absence(what: string, server: 'NameNode' | 'DataNode', address: string, error: unknown): unknown {
  if (!(error instanceof NoAnswer)) return error;
  if (isRefusedByTls(error.message))
    return new PlatformError(
      'hdfs_refused',
      `${what}: the ${server} ${address} and this client do not accept each other's certificates: ${error.message}`,
      { cause: error },
    );
  const happened = error.mayBeDone ? 'gave no whole answer' : 'cannot be reached';
  return new PlatformError(
    server === 'NameNode' ? 'hdfs_unavailable' : 'hdfs_no_datanode',
    `${what}: the ${server} ${address} ${happened}; check that it runs and can be reached from here (${error.message})`,
    { cause: error },
  );
}

/** Whether what failed may have been done all the same. */
export const isInDoubt = (error: unknown): boolean =>
  error instanceof PlatformError &&
  ((error.cause instanceof NoAnswer && error.cause.mayBeDone) ||
    (error.cause instanceof RemoteException && error.cause.exception.startsWith('HTTP 5')));

/** Whether it may go away by itself. */
export const isPassing = (error: unknown): boolean =>
  error instanceof PlatformError &&
  (error.code === 'hdfs_unavailable' || error.code === 'hdfs_safe_mode' || error.code === 'hdfs_no_datanode');

export const hasCode = (error: unknown, code: HdfsCode): boolean =>
  error instanceof PlatformError && error.code === code;
