import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import { toolDirectory } from '../setup/paths.ts';
import { javaCommand, smallMachine, type JavaProgram } from '../java/program.ts';
import { answers } from './answers.ts';
import type { Service } from './service.ts';
import { hostOf, urlOf } from '../../modules/platform/instance/hosts.ts';

const heap = ['-Xms512m', '-Xmx512m'];

const home = (instance: Instance): string => join(instance.directory, 'opensearch');

export const opensearchUrl = (instance: Instance): string => urlOf(instance, 'opensearch', 'opensearch');

/** One OpenSearch node, without TLS: on this machine it listens on the loopback address only. */
export const opensearch: Service = {
  name: 'opensearch',
  ports: ['opensearch', 'opensearchTransport'],
  uses: [],
  readyTimeoutMs: 120_000,
  stopTimeoutMs: 10_000,
  prepare: async (instance) => {
    const config = join(home(instance), 'config');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'opensearch.yml'), nodeSettings(instance));
    copyFileSync(join(import.meta.dirname, 'log4j2.properties'), join(config, 'log4j2.properties'));
  },
  command: (instance) => javaCommand(opensearchProgram(instance)),
  // "Started" in its log comes before the shards are recovered: only their health says that searches work.
  isReady: (instance, signal) =>
    answers(`${opensearchUrl(instance)}/_cluster/health?wait_for_status=yellow&timeout=2s`, signal),
};

export const opensearchProgram = (instance: Instance): JavaProgram => ({
  jars: 'opensearch',
  folders: [toolDirectory('opensearch-launcher')],
  main: 'marketplace.opensearch.LocalNode',
  args: [home(instance)],
  flags: [...heap, ...smallMachine],
  classList: join(home(instance), 'classes'),
});

/** The node's opensearch.yml; JSON is YAML. */
function nodeSettings(instance: Instance): string {
  const settings = {
    'cluster.name': `marketplace-${instance.name}`,
    'node.name': 'local',
    'discovery.type': 'single-node',
    'network.host': hostOf(instance, 'opensearch'),
    'http.port': instance.ports.opensearch,
    'transport.port': instance.ports.opensearchTransport,
    'path.data': join(home(instance), 'data'),
    'path.logs': join(instance.directory, 'logs'),
    'action.auto_create_index': false,
    // It takes garbage that the serial collector leaves lying for memory in use, and refuses requests (429) for nothing.
    'indices.breaker.total.use_real_memory': false,
    // Free space, not a share of the disk: a big disk that is 95 % full still has room for this.
    'cluster.routing.allocation.disk.watermark.low': '1gb',
    'cluster.routing.allocation.disk.watermark.high': '512mb',
    'cluster.routing.allocation.disk.watermark.flood_stage': '256mb',
  };
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}
