import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { elementAt } from '../catalogue/element.ts';

const instance = testInstance();
const folder = mkdtempSync(join(tmpdir(), 'shop-api-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Elements by their id, as the file has them. */
function madeElements(prefix: string, count: number): Map<string, string> {
  const elements = Array.from({ length: count }, (_, n) => elementAt(11, n, { banned: 0.02, malformed: 0 }, prefix));
  return new Map(elements.map((element) => [idOf(element), JSON.stringify(element)]));
}

const idOf = (element: unknown): string => String((element as { product_id: unknown }).product_id);

/** What is in the topic for ids with the prefix: every value that came for each id. */
async function received(prefix: string): Promise<Map<string, string[]>> {
  const ours = (await readTopic(instance, 'products')).filter(({ key }) => key?.toString().startsWith(prefix));
  return new Map(
    [...Map.groupBy(ours, ({ key }) => String(key))].map(([id, all]) => [id, all.map(({ value }) => String(value))]),
  );
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command as a user types it. */
function shop(...options: readonly string[]): { process: ChildProcess; ended: Promise<Ended> } {
  const script = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [script, 'send', '--instance', instance.name, '--json', ...options]);
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
    ([out, err, [code]]): Ended => ({ out, err, code: code as number | null }),
  );
  return { process: child, ended };
}

test('every one of 10,000 products is in the topic, byte for byte, once', async () => {
  const prefix = uniqueName('all');
  const elements = madeElements(prefix, 10_000);
  const file = join(folder, 'all.json');
  writeFileSync(file, `[\n${[...elements.values()].join(',\n')}\n]\n`);
  const { code, out } = await shop('--file', file).ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ end: 'finished', sent: 10_000, failed: 0, unconfirmed: 0 });
  expect(await received(prefix)).toEqual(new Map([...elements].map(([id, value]) => [id, [value]])));
});

test('Ctrl-C finishes the batch in flight, and the same command sends the rest: nothing is missing', async () => {
  const prefix = uniqueName('cut');
  const elements = madeElements(prefix, 2_000);
  const file = join(folder, 'cut.ndjson');
  writeFileSync(file, [...elements.values()].join('\n'));
  const first = shop('--file', file, '--rate', '100');
  await untilSome(prefix);
  first.process.kill('SIGINT');
  const cut = await first.ended;
  const cutSummary = JSON.parse(cut.out);
  expect(cut.code).toBe(1);
  expect(cut.err).toMatch(/stopped before the end of .*; the same command goes on from there/);
  expect(cutSummary).toMatchObject({ end: 'stopped', unconfirmed: 0 });
  expect(cutSummary.sent).toBeLessThan(2_000);
  expect((await received(prefix)).size).toBe(cutSummary.sent);

  const second = await shop('--file', file).ended;
  expect(second.code).toBe(0);
  expect(second.err).toContain(`an earlier run dealt with ${cutSummary.sent} elements`);
  expect(JSON.parse(second.out)).toMatchObject({ sent: 2_000 - cutSummary.sent, skipped: cutSummary.sent });
  expect(await received(prefix)).toEqual(new Map([...elements].map(([id, value]) => [id, [value]])));
});

async function untilSome(prefix: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while ((await received(prefix)).size === 0) if (Date.now() > deadline) throw new Error('nothing arrived within 30 s');
}

test('bad lines of standard input are named and counted, and the others arrive', async () => {
  const prefix = uniqueName('pipe');
  const { process: child, ended } = shop('--file', '-');
  child.stdin?.end(`{"product_id":"${prefix}-1"}\n{"product_id":"${prefix}-2",}\r\n\n{"product_id":"${prefix}-3"}`);
  const { code, out, err } = await ended;
  expect(code).toBe(1);
  expect(err).toMatch(/standard input:2:\d+: the comma before } is one too many/);
  expect(JSON.parse(out)).toMatchObject({ sent: 2, failed: 1, problems: [{ line: 2 }] });
  expect([...(await received(prefix)).keys()].toSorted()).toEqual([`${prefix}-1`, `${prefix}-3`]);
});
