import { expect, test } from 'vitest';
import { codeOf, readRemoteException } from './remote-exception.ts';

const answer = (exception: string, message: string): string =>
  JSON.stringify({ RemoteException: { exception, javaClassName: `org.apache.hadoop.${exception}`, message } });

/** As Hadoop 3.5.0 answers. */
test.each([
  [404, 'FileNotFoundException', 'File does not exist: /a', 'hdfs_not_found'],
  [403, 'FileAlreadyExistsException', '/a for client 127.0.0.1 already exists', 'hdfs_exists'],
  [403, 'IOException', 'Source /a and destination /b must both be directories', 'hdfs_exists'],
  [403, 'AccessControlException', 'Permission denied: user=a, access=WRITE, inode="/b"', 'hdfs_refused'],
  [403, 'SafeModeException', 'Cannot create file/a. Name node is in safe mode.', 'hdfs_safe_mode'],
  [403, 'RetriableException', 'Cannot delete /a. Name node is in safe mode.', 'hdfs_safe_mode'],
  [403, 'RetriableException', 'Namenode is in startup mode', 'hdfs_unavailable'],
  [403, 'StandbyException', 'Operation category READ is not supported in state standby', 'hdfs_unavailable'],
  [403, 'DSQuotaExceededException', 'The DiskSpace quota of /a is exceeded', 'hdfs_quota'],
  [403, 'NSQuotaExceededException', 'The NameSpace quota of directory /a is exceeded', 'hdfs_quota'],
  [403, 'IOException', 'File /a could only be written to 0 of the 1 minReplication nodes.', 'hdfs_no_datanode'],
  [403, 'IOException', 'Failed to find datanode, suggest to check cluster health.', 'hdfs_no_datanode'],
  [
    403,
    'IOException',
    'Unable to close file because the last block does not have enough number of replicas.',
    'hdfs_no_datanode',
  ],
  [403, 'IOException', 'Offset=3 out of the range [0, 3); OPEN, path=/a', 'hdfs_refused'],
  [403, 'ConnectException', 'Call From datanode to namenode failed: Connection refused', 'hdfs_unavailable'],
  [400, 'InvalidPathException', 'Invalid path name /a:b', 'hdfs_refused'],
])('%i %s "%s" is %s', (status, exception, message, code) => {
  expect(codeOf(readRemoteException(status, answer(exception, message)))).toBe(code);
});

test.each([
  [502, 'hdfs_unavailable'],
  [429, 'hdfs_unavailable'],
  [401, 'hdfs_refused'],
])("a page of a gateway with status %i, which is no answer of Hadoop's, is %s", (status, code) => {
  expect(codeOf(readRemoteException(status, '<html>…</html>'))).toBe(code);
});

test('of a message that carries a stack trace, the first line is kept', () => {
  const traced = answer('IOException', 'no\n\tat org.apache.hadoop.hdfs.Some.method(Some.java:1)');
  expect(readRemoteException(403, traced).message).toBe('no');
});
