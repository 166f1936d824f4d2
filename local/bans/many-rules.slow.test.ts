import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../../tests/support/command.ts';
import { FakeBanList, instanceThatAnswers, type Respond } from '../../tests/support/moderators-api.ts';

const count = 100_000;
/** Hardly more than the programs need for themselves. */
const smallHeap = { NODE_OPTIONS: '--max-old-space-size=96' };

test('a hundred thousand rules are imported in requests that the platform takes, and exported, with little memory', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'many-rules-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [file, exported] = [join(directory, 'many.csv'), join(directory, 'many.json')];
  const rows = Array.from({ length: count }, (_, n) => `phrase,слово${n},Нельзя продавать на площадке`);
  writeFileSync(file, `kind,value,reason\n${rows.join('\n')}\n`);

  const list = new FakeBanList();
  const sizes: number[] = [];
  const respond: Respond = (asked) => {
    if (asked.path === '/bans/import') sizes.push((asked.content['rules'] as object[]).length);
    return list.respond(asked);
  };
  const { name } = await instanceThatAnswers(respond);
  const bans = (...args: string[]): ReturnType<typeof runProgram> =>
    runProgram('local/bans/main.ts', [...args, '--instance', name, '--moderator', 'anna'], smallHeap);

  const imported = await bans('import', '--file', file);
  expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/^added 100,000, changed 0/u) });
  expect(list.rules.size).toBe(count);
  expect(sizes).toEqual(Array(100).fill(1_000));

  expect(await bans('export', '--file', exported)).toMatchObject({ code: 0, out: '' });
  const ids = (JSON.parse(readFileSync(exported, 'utf8')) as { rule_id: string }[]).map(({ rule_id }) => rule_id);
  expect(new Set(ids)).toEqual(new Set(list.rules.keys()));
});
