import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withHdfs } from '../hdfs/client.ts';
import { hadoopCommand, hadoopProgram, hdfsDirectory, writeConfiguration } from '../hdfs/configuration.ts';
import { javaCommand, type JavaProgram } from '../java/program.ts';
import { runCommand } from '../setup/command.ts';
import { formatOnce } from './once.ts';
import type { Instance } from '../instance/instance.ts';
import type { Service } from './service.ts';

const formatTimeoutMs = 60_000;
const nameNodeMain = 'org.apache.hadoop.hdfs.server.namenode.NameNode';

/** A probe is asked again anyway. */
const once = {
  timeouts: { connect: 1_000, answer: 2_000, transfer: 3_000 },
  retries: { attempts: 1, deadlineMs: 0 },
};

export const nameNode: Service = {
  name: 'namenode',
  ports: ['nameNode', 'nameNodeRpc'],
  uses: [],
  readyTimeoutMs: 120_000,
  stopTimeoutMs: 10_000,
  prepare: async (instance) => {
    writeConfiguration(instance, 'namenode');
    await formatOnce(join(hdfsDirectory(instance), 'namenode'), () => {
      const format = ['-format', '-nonInteractive', '-clusterid', `marketplace-${instance.name}`];
      const { command, args, env } = hadoopCommand(instance, 'namenode', { main: nameNodeMain, args: format });
      return runCommand(command, args, { env, timeout: formatTimeoutMs });
    });
  },
  command: (instance) => javaCommand(nameNodeProgram(instance)),
  isReady: (instance) => withHdfs(instance, async (hdfs) => (await hdfs.status('/')) !== undefined, once),
};

export const nameNodeProgram = (instance: Instance): JavaProgram => ({
  ...hadoopProgram(instance, 'namenode', { main: nameNodeMain }),
  classList: join(hdfsDirectory(instance), 'namenode.classes'),
});

export const dataNode: Service = {
  name: 'datanode',
  ports: ['dataNode', 'dataNodeData', 'dataNodeIpc'],
  uses: [],
  readyTimeoutMs: 120_000,
  stopTimeoutMs: 10_000,
  prepare: async (instance) => {
    writeConfiguration(instance, 'datanode');
    mkdirSync(join(hdfsDirectory(instance), 'datanode'), { recursive: true });
  },
  command: (instance) =>
    hadoopCommand(instance, 'datanode', { main: 'org.apache.hadoop.hdfs.server.datanode.DataNode' }),
  // Its counters say "live" before a file can be written.
  isReady: (instance) =>
    withHdfs(
      instance,
      async (hdfs) => {
        await hdfs.create('/.ready-probe', Buffer.from('ready'), { overwrite: true });
        return hdfs.delete('/.ready-probe');
      },
      once,
    ),
};
