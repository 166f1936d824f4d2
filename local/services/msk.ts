import { connect } from 'node:net';
import { once } from 'node:events';
import { frugal, nodeCommand } from './node.ts';
import type { Service } from './service.ts';
import { hostOf } from '../../modules/platform/instance/hosts.ts';

/** Answers the MSK calls with which functions find their brokers. */
export const msk: Service = {
  name: 'msk',
  ports: ['msk'],
  uses: [],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 3_000,
  prepare: async () => undefined,
  command: (instance) => nodeCommand(instance, 'local/msk/main.ts', frugal),
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
