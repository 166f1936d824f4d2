import { connect } from 'node:net';
import { once } from 'node:events';
import { certificateFiles } from '../instance/instance.ts';
import { mappingGroups } from '../../modules/platform/access.ts';
import { clusterArn } from '../../modules/platform/instance/cluster.ts';
import { frugal, standInCommand } from './node.ts';
import type { Service } from './service.ts';
import { bootstrapServers, hostOf } from '../../modules/platform/instance/hosts.ts';

/** Answers the MSK calls with which functions find their brokers, and puts the lag of the mappings' groups. */
export const msk: Service = {
  name: 'msk',
  ports: ['msk'],
  uses: [],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 3_000,
  prepare: async () => undefined,
  command: (instance) => {
    const options = {
      'cluster-arn': clusterArn,
      brokers: bootstrapServers(instance).join(','),
      host: hostOf(instance, 'msk'),
      port: instance.ports.msk,
      groups: mappingGroups.map(({ group }) => group),
      ...certificateFiles(instance, 'metrics'),
    };
    return standInCommand(instance, 'local/msk/main.ts', options, frugal);
  },
  isReady: async (instance, signal) => {
    const socket = connect({ host: hostOf(instance, 'msk'), port: instance.ports.msk });
    try {
      await once(socket, 'connect', { signal });
      return true;
    } finally {
      socket.destroy();
    }
  },
};
