import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apiAddress } from '../local/deploy/api.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { keyOwners, showKey } from '../local/keys/show.ts';
import { FunctionLog } from '../local/logs/function-log.ts';
import { examineApi } from '../local/setup/schemathesis.ts';
import { functionNames } from '../modules/platform/function-names.ts';
import { leaveBanListAsFound } from './support/ban-list-as-found.ts';
import { testInstance } from './support/instance.ts';

const instance = testInstance();
/** `npm run test:api` gives it more. */
const seconds = Number(process.env['API_SECONDS'] ?? 45);

/** What functions wrote about requests that they failed to answer, since a moment: the answers tell nothing of the inside. */
async function failedRequests(since: number): Promise<string[]> {
  const failed: string[] = [];
  for (const name of functionNames) {
    const functionLog = new FunctionLog(instance, name, since);
    const lines = await functionLog.next().finally(() => functionLog.close());
    failed.push(...lines.filter(({ text }) => text.includes('request failed')).map(({ text }) => `${name}: ${text}`));
  }
  return failed;
}

test(
  'the deployed API does what its document says, whatever it is asked',
  { timeout: (seconds + 600) * 1_000 },
  async () => {
    await leaveBanListAsFound();
    const keys = await Promise.all(
      keyOwners.map(async (owner) => {
        const { header } = await showKey(instance, owner);
        return [`${owner.toUpperCase()}_KEY`, header.split(' ').at(-1) ?? ''] as const;
      }),
    );
    const startedAt = Date.now();
    const found = await examineApi({
      address: await apiAddress(instance),
      config: join(projectRoot, 'tests/schemathesis.toml'),
      keys: Object.fromEntries(keys),
      seconds,
    });
    const logged = found === '' ? [] : await failedRequests(startedAt);
    expect([found, ...logged].join('\n')).toBe('');
  },
);
