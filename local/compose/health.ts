import { hostOf, urlOf, type Located } from '../../modules/platform/instance/hosts.ts';
import { portsAt, type PortName } from '../../modules/platform/instance/ports.ts';
import { brokerIds } from '../../modules/platform/instance/hosts.ts';

// How Docker asks a container whether it works: with programs that take a few milliseconds, since it asks for as long as the
// container runs. `isReady` of the services looks deeper, but starts a Node for it.

const instance: Located = { ports: portsAt(0), inContainers: true };

/** A file that a container without a server to ask makes when it has done what others wait for. */
export const doneFile = '/tmp/done';

export const isDone: readonly string[] = ['test', '-f', doneFile];

const accepts = (service: string, port: PortName): readonly string[] => [
  'bash',
  '-c',
  `exec 3<>/dev/tcp/${hostOf(instance, service)}/${instance.ports[port]}`,
];

const answers = (service: string, port: PortName, path: string): readonly string[] => [
  'curl',
  '--silent',
  '--fail',
  '--output',
  '/dev/null',
  `${urlOf(instance, service, port)}${path}`,
];

/** The name node counts a data node once it can write to it. */
const liveDataNodes = `${urlOf(instance, 'namenode', 'nameNode')}/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState`;

/** The command for each service, by its name. */
export const healthOf: Readonly<Record<string, readonly string[]>> = {
  // A broker opens the port of its clients last, once the others know it.
  ...Object.fromEntries(brokerIds.map((id) => [`broker-${id}`, accepts(`broker-${id}`, `broker${id}`)])),
  opensearch: answers('opensearch', 'opensearch', '/_cluster/health?wait_for_status=yellow&timeout=2s'),
  namenode: answers('namenode', 'nameNode', '/webhdfs/v1/?op=GETFILESTATUS'),
  datanode: ['bash', '-c', `curl --silent --fail '${liveDataNodes}' | grep --quiet '"NumLiveDataNodes" : [1-9]'`],
  engine: answers('engine', 'engine', '/_ministack/health'),
  msk: accepts('msk', 'msk'),
  'event-source': answers('event-source', 'eventSource', '/status'),
  emf: answers('emf', 'emf', '/status'),
  // With a bot of Telegram there is nothing to stand in for.
  telegram: ['bash', '-c', `test -f ${doneFile} || ${accepts('telegram', 'telegram')[2]}`],
  alertmanager: answers('alertmanager', 'alertmanager', '/-/ready'),
  prometheus: answers('prometheus', 'prometheus', '/-/ready'),
};
