import { createServer, type Server } from 'node:http';
import type { LocalCluster } from './cluster.ts';
import { answer } from './routes.ts';
import { requestTimeoutMs } from './settings.ts';

/** Serves the MSK API for the local cluster. Signatures are not checked: who may reach brokers, their ACLs say. */
export function mskServer(cluster: LocalCluster): Server {
  return createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    request.resume();
    const { status, body, errorType } = answer(cluster, request.method ?? '', request.url ?? '/');
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(errorType !== undefined && { 'x-amzn-errortype': errorType }),
    });
    response.end(JSON.stringify(body));
  });
}
