import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import type { ProcessCommand } from '../instance/process.ts';
import { javaCommand, quickStart, type JavaProgram } from '../java/program.ts';
import { superUser } from './client.ts';
import { hostPortOf } from '../../modules/platform/instance/hosts.ts';

/** Each program of Hadoop has a folder of settings of its own. */
export type HdfsRole = 'namenode' | 'datanode' | 'client';

interface HadoopProgram {
  readonly main: string;
  readonly args?: readonly string[];
  /** Who it is to HDFS. */
  readonly user?: string;
}

const heap: Readonly<Record<HdfsRole, readonly string[]>> = {
  namenode: ['-Xms128m', '-Xmx128m'],
  datanode: ['-Xms128m', '-Xmx128m'],
  client: ['-Xmx128m'],
};

export const hdfsDirectory = (instance: Instance): string => join(instance.directory, 'hdfs');

export const hdfsUri = (instance: Instance): string => `hdfs://${hostPortOf(instance, 'namenode', 'nameNodeRpc')}`;

const configurationDirectory = (instance: Instance, role: HdfsRole): string =>
  join(hdfsDirectory(instance), `${role}-config`);

/** A program of Hadoop on the settings that `writeConfiguration` has written. */
export const hadoopCommand = (instance: Instance, role: HdfsRole, program: HadoopProgram): ProcessCommand =>
  javaCommand(hadoopProgram(instance, role, program));

export function hadoopProgram(
  instance: Instance,
  role: HdfsRole,
  { main, args = [], user = superUser }: HadoopProgram,
): JavaProgram {
  const opened = ['lang', 'util', 'io', 'nio', 'net'].map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`);
  return {
    jars: 'hdfs',
    folders: [configurationDirectory(instance, role)],
    main,
    args,
    // Hadoop's protobuf uses what Java would warn of.
    flags: [...heap[role], ...quickStart, ...opened, '--sun-misc-unsafe-memory-access=allow'],
    env: { HADOOP_USER_NAME: user },
  };
}

/** Writes what a program finds on its class path: two site files, log settings, and the folders of a web server. */
export function writeConfiguration(instance: Instance, role: HdfsRole): void {
  const directory = configurationDirectory(instance, role);
  mkdirSync(directory, { recursive: true });
  if (role !== 'client') {
    // The jars lack the pages that the web server, which WebHDFS is a part of, insists on.
    const pages = join(directory, 'webapps', role === 'namenode' ? 'hdfs' : 'datanode');
    mkdirSync(join(pages, 'WEB-INF'), { recursive: true });
    const descriptor = '<web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0"/>\n';
    writeFileSync(join(pages, 'WEB-INF/web.xml'), descriptor);
    if (role === 'namenode') copyFileSync(join(import.meta.dirname, 'namenode.html'), join(pages, 'index.html'));
  }
  writeFileSync(join(directory, 'core-site.xml'), siteXml(coreSettings(instance)));
  writeFileSync(join(directory, 'hdfs-site.xml'), siteXml(hdfsSettings(instance)));
  writeFileSync(join(directory, 'log4j.properties'), logSettings(role));
}

const siteXml = (settings: Readonly<Record<string, string | number | boolean>>): string => {
  const properties = Object.entries(settings).map(
    ([name, value]) => `  <property><name>${name}</name><value>${value}</value></property>\n`,
  );
  return `<configuration>\n${properties.join('')}</configuration>\n`;
};

const coreSettings = (instance: Instance) => ({
  'fs.defaultFS': hdfsUri(instance),
  'hadoop.tmp.dir': join(hdfsDirectory(instance), 'tmp'),
  'hadoop.http.staticuser.user': 'nobody',
  'hadoop.prometheus.endpoint.enabled': true,
});

/** See https://hadoop.apache.org/docs/r3.5.0/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml. */
const hdfsSettings = (instance: Instance) => ({
  'dfs.namenode.rpc-address': hostPortOf(instance, 'namenode', 'nameNodeRpc'),
  'dfs.namenode.http-address': hostPortOf(instance, 'namenode', 'nameNode'),
  'dfs.namenode.name.dir': `file://${join(hdfsDirectory(instance), 'namenode/name')}`,
  'dfs.datanode.data.dir': `file://${join(hdfsDirectory(instance), 'datanode/data')}`,
  'dfs.datanode.address': hostPortOf(instance, 'datanode', 'dataNodeData'),
  'dfs.datanode.http.address': hostPortOf(instance, 'datanode', 'dataNode'),
  'dfs.datanode.ipc.address': hostPortOf(instance, 'datanode', 'dataNodeIpc'),
  'dfs.datanode.hostname': instance.inContainers ? 'datanode' : 'localhost',
  'dfs.client.use.datanode.hostname': true,
  'dfs.namenode.datanode.registration.ip-hostname-check': false,
  // One DataNode: one copy, and a failure of it is noticed within seconds instead of ten minutes.
  'dfs.replication': 1,
  'dfs.heartbeat.interval': 1,
  'dfs.namenode.heartbeat.recheck-interval': 2_000,
  'dfs.namenode.safemode.extension': 0,
  // Whoever closes a file asks until the DataNode has told of its last block: usually 20 ms, not 400.
  'dfs.client.block.write.locateFollowingBlock.initial.delay.ms': 20,
  'dfs.client.block.write.locateFollowingBlock.retries': 10,
  'dfs.permissions.superusergroup': superUser,
});

/** A client's standard output is for what it was asked. */
const logSettings = (role: HdfsRole): string => `log4j.rootLogger = ${role === 'client' ? 'ERROR' : 'INFO'}, console
log4j.appender.console = org.apache.log4j.ConsoleAppender
log4j.appender.console.target = System.err
log4j.appender.console.layout = org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern = %d{ISO8601} %-5p %c{2} - %m%n
`;
