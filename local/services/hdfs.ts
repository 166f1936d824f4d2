import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';
import type { ProcessCommand } from '../instance/process.ts';
import { runCommand } from '../setup/command.ts';
import { classPath } from '../setup/paths.ts';
import { javaCommand, quickStart } from './java.ts';
import { formatOnce } from './once.ts';
import type { Service } from './service.ts';

const nameNodeHeap = ['-Xms192m', '-Xmx192m'];
const dataNodeHeap = ['-Xms192m', '-Xmx192m'];
const formatWithin = 60_000;
/** The super user of the file system: whoever the servers say they are. */
const owner = 'hdfs';

const location = z.object({ Location: z.url() });

const home = (instance: Instance): string => join(instance.directory, 'hdfs');
const configuration = (instance: Instance, role: string): string => join(home(instance), `${role}-config`);

const webHdfsUrl = (instance: Instance): string => `http://127.0.0.1:${instance.ports.nameNode}/webhdfs/v1`;

export const nameNode: Service = {
  name: 'namenode',
  ports: ['nameNode', 'nameNodeRpc'],
  uses: [],
  readyWithin: 120_000,
  stopsWithin: 10_000,
  prepare: async (instance) => {
    writeConfiguration(instance, 'namenode');
    await formatOnce(join(home(instance), 'namenode'), () => {
      const args = ['-format', '-nonInteractive', '-clusterid', `marketplace-${instance.name}`];
      const { command, args: all, env } = hadoop(instance, 'namenode', nameNodeMain, args);
      return runCommand(command, all, { env, timeout: formatWithin });
    });
  },
  command: (instance) => hadoop(instance, 'namenode', nameNodeMain, []),
  isReady: async (instance, signal) => {
    const response = await fetch(`${webHdfsUrl(instance)}/?op=GETFILESTATUS`, { signal });
    await response.body?.cancel();
    return response.ok;
  },
};

export const dataNode: Service = {
  name: 'datanode',
  ports: ['dataNode', 'dataNodeData', 'dataNodeIpc'],
  uses: [],
  readyWithin: 120_000,
  stopsWithin: 10_000,
  prepare: async (instance) => {
    writeConfiguration(instance, 'datanode');
    mkdirSync(join(home(instance), 'datanode'), { recursive: true });
  },
  command: (instance) => hadoop(instance, 'datanode', 'org.apache.hadoop.hdfs.server.datanode.DataNode', []),
  isReady: canWrite,
};

const nameNodeMain = 'org.apache.hadoop.hdfs.server.namenode.NameNode';

/**
 * Whether a file can be created, written and deleted through WebHDFS. Its counters say "live" before that works.
 * Both steps of CREATE are described at
 * https://hadoop.apache.org/docs/r3.5.0/hadoop-project-dist/hadoop-hdfs/WebHDFS.html.
 */
async function canWrite(instance: Instance, signal: AbortSignal): Promise<boolean> {
  const file = `${webHdfsUrl(instance)}/.ready-probe`;
  const query = `user.name=${owner}`;
  const options = { method: 'PUT', signal };
  const create = await fetch(`${file}?op=CREATE&overwrite=true&noredirect=true&${query}`, options);
  if (!create.ok) return false;
  const { Location } = location.parse(await create.json());
  const written = await put(Location, 'ready', signal);
  if (!written) return false;
  const removal = await fetch(`${file}?op=DELETE&${query}`, { method: 'DELETE', signal });
  await removal.body?.cancel();
  return removal.ok;
}

/** PUT by node:http, because fetch fails on the DataNode's "100 Continue". */
function put(url: string, body: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', signal }, (response) => {
      text(response).then(() => resolve(response.statusCode === 201), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function hadoop(instance: Instance, role: string, main: string, args: readonly string[]): ProcessCommand {
  const opened = ['lang', 'util', 'io', 'nio', 'net'].map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`);
  return javaCommand({
    classPath: [configuration(instance, role), classPath('hdfs')].join(delimiter),
    main,
    args,
    flags: [...(role === 'namenode' ? nameNodeHeap : dataNodeHeap), ...quickStart, ...opened],
    env: { HADOOP_USER_NAME: owner },
  });
}

/** Writes what a server finds on its class path: two site files, log settings, and the folders of its web server. */
function writeConfiguration(instance: Instance, role: 'namenode' | 'datanode'): void {
  const directory = configuration(instance, role);
  // The jars lack the pages that the web server, which WebHDFS is a part of, insists on.
  const pages = join(directory, 'webapps', role === 'namenode' ? 'hdfs' : 'datanode', 'WEB-INF');
  mkdirSync(pages, { recursive: true });
  writeFileSync(join(pages, 'web.xml'), '<web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0"/>\n');
  writeFileSync(join(directory, 'core-site.xml'), siteXml(coreSettings(instance)));
  writeFileSync(join(directory, 'hdfs-site.xml'), siteXml(hdfsSettings(instance)));
  writeFileSync(join(directory, 'log4j.properties'), logSettings);
}

const siteXml = (settings: Readonly<Record<string, string | number | boolean>>): string => {
  const properties = Object.entries(settings).map(
    ([name, value]) => `  <property><name>${name}</name><value>${value}</value></property>\n`,
  );
  return `<configuration>\n${properties.join('')}</configuration>\n`;
};

const coreSettings = (instance: Instance) => ({
  'fs.defaultFS': `hdfs://127.0.0.1:${instance.ports.nameNodeRpc}`,
  'hadoop.tmp.dir': join(home(instance), 'tmp'),
  'hadoop.http.staticuser.user': 'nobody',
});

/** See https://hadoop.apache.org/docs/r3.5.0/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml. */
const hdfsSettings = (instance: Instance) => ({
  'dfs.namenode.rpc-address': `127.0.0.1:${instance.ports.nameNodeRpc}`,
  'dfs.namenode.http-address': `127.0.0.1:${instance.ports.nameNode}`,
  'dfs.namenode.name.dir': `file://${join(home(instance), 'namenode/name')}`,
  'dfs.datanode.data.dir': `file://${join(home(instance), 'datanode/data')}`,
  'dfs.datanode.address': `127.0.0.1:${instance.ports.dataNodeData}`,
  'dfs.datanode.http.address': `127.0.0.1:${instance.ports.dataNode}`,
  'dfs.datanode.ipc.address': `127.0.0.1:${instance.ports.dataNodeIpc}`,
  'dfs.datanode.hostname': 'localhost',
  'dfs.client.use.datanode.hostname': true,
  'dfs.namenode.datanode.registration.ip-hostname-check': false,
  // One DataNode: one copy, and a failure of it is noticed within seconds instead of ten minutes.
  'dfs.replication': 1,
  'dfs.heartbeat.interval': 1,
  'dfs.namenode.heartbeat.recheck-interval': 2_000,
  'dfs.namenode.safemode.extension': 0,
  'dfs.permissions.superusergroup': owner,
});

const logSettings = `log4j.rootLogger = INFO, console
log4j.appender.console = org.apache.log4j.ConsoleAppender
log4j.appender.console.layout = org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern = %d{ISO8601} %-5p %c{2} - %m%n
`;
