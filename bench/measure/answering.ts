import { jsonLog } from '../../modules/logging/log.ts';

/** What a function of the API needs beside OpenSearch, as it is deployed, but that its records and lines go nowhere. */
export const answering = {
  publisher: { publish: async (): Promise<void> => undefined, close: async (): Promise<void> => undefined },
  afterAnswer: { run: (): void => undefined, answered: (): void => undefined },
  log: jsonLog(() => undefined),
  now: Date.now,
  newId: (): string => crypto.randomUUID(),
};
