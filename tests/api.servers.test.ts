import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apiAddress } from '../local/deploy/api.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { keyOwners, showKey } from '../local/keys/show.ts';
import { examineApi } from '../local/setup/schemathesis.ts';
import { testInstance } from './support/instance.ts';

const instance = testInstance();
/** `npm run test:api` gives it more. */
const seconds = Number(process.env['API_SECONDS'] ?? 45);

test(
  'the deployed API does what its document says, whatever it is asked',
  { timeout: (seconds + 600) * 1_000 },
  async () => {
    const keys = await Promise.all(
      keyOwners.map(async (owner) => {
        const { header } = await showKey(instance, owner);
        return [`${owner.toUpperCase()}_KEY`, header.split(' ').at(-1) ?? ''] as const;
      }),
    );
    const found = await examineApi({
      address: await apiAddress(instance),
      config: join(projectRoot, 'tests/schemathesis.toml'),
      keys: Object.fromEntries(keys),
      seconds,
    });
    expect(found).toBe('');
  },
);
