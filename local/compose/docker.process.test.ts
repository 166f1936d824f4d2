import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { requireDocker } from './docker.ts';

const directory = mkdtempSync(join(tmpdir(), 'docker-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('where there is no Docker, one sentence says what is needed', async () => {
  await expect(requireDocker({ PATH: directory })).rejects.toMatchObject({
    code: 'tool_missing',
    message: expect.stringMatching(/^a Docker engine .+ is needed, and none answers here$/u),
  });
});

it('an engine that is too old is told its version', async () => {
  writeFileSync(join(directory, 'docker'), '#!/bin/sh\necho 20.10.24\n', { mode: 0o755 });
  await expect(requireDocker({ PATH: `${directory}:/bin:/usr/bin` })).rejects.toThrow('this one is 20.10.24');
});
