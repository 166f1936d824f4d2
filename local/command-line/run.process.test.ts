import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { freePortOffset } from '../instance/free-ports.ts';
import { instanceAt, projectRoot, saveInstance, toolsDirectory, type Instance } from '../instance/instance.ts';

/** A program that finds its code compiled starts in half the time, as under npm. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(toolsDirectory, 'compile-cache') };

/** Exit code and output of one of the project's tools. */
function run(...command: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: projectRoot, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

const folder = mkdtempSync(join(tmpdir(), 'command-line-'));
/** Was started once, and is not running. */
let stopped: Instance;
beforeAll(async () => {
  stopped = instanceAt(`stopped-${process.pid}`, await freePortOffset(14_000));
  saveInstance(stopped);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(stopped.directory, { recursive: true });
});

/** Programs of package.json by the name of their script, and those that stand in no script. */
const programs = [
  ...Object.values(packageJson.scripts).flatMap(
    (script) => /bootstrap\.mjs (?<file>\S+)/u.exec(script)?.groups?.['file'] ?? [],
  ),
  'local/debug/main.ts',
];

test.each(programs)('%s --help explains itself on stdout and ends with 0', async (program) => {
  const { code, out, err } = await run(program, '--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Usage: np[mx] /u);
});

const [shop, client, catalogue, buyers] = ['shop-api', 'client-api', 'catalogue', 'buyers'].map(
  (name) => `local/${name}/main.ts`,
) as [string, string, string, string];
const [bans, indices, analytics, fault] = ['bans', 'indices', 'analytics', 'faults'].map(
  (name) => `local/${name}/main.ts`,
) as [string, string, string, string];
const start = 'local/commands/start.ts';
const deadLetters = 'local/dead-letters/main.ts';
const recommend = 'local/recommend-report/main.ts';
const relevance = 'bench/relevance/main.ts';
const keys = 'local/keys/main.ts';
const kafkaConfig = 'local/kafka/main.ts';
const alerts = 'local/alerts/main.ts';
const logs = 'local/logs/main.ts';
const restart = 'local/restart/main.ts';
const metrics = 'local/metrics/main.ts';

test.each([start, shop, 'local/commands/status.ts'])('%s --version is that of package.json', async (program) => {
  expect(await run(program, '--version')).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
});

/** The shell of HDFS has options of its own. */
const strict = programs.filter((program) => program !== 'local/hdfs/main.ts');

test.each(strict)('%s says on one line that it does not know an option, and ends with 2', async (program) => {
  const { code, out, err } = await run(program, '--nonsense');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(/nonsense|missing required argument/u)]);
});

test.each([
  [[logs], 'name one of --function and --service'],
  [[logs, '--function', 'filtr'], 'Allowed choices are filter'],
  [[logs, '--service', 'broker-1', '--since', 'yesterday'], '30m, 12h or 7d ago'],
  [[restart, 'broker-4'], 'Allowed choices are broker-1'],
  [[metrics, ' '], 'it must not be empty'],
  [[alerts, 'silence', 'BrokerDwn', '--for', '2h', '--reason', 'a'], 'there is none of that name'],
  [[alerts, 'silence', 'BrokerDown', '--for', '30d', '--reason', 'a'], 'a week at most'],
  [[alerts, 'silence', 'BrokerDown', '--for', '2h'], "option '--reason <text>' not specified"],
  [[shop, 'send', '--rate', '-1'], 'a number of at least 0.01'],
  [[shop, 'send', '--file', '-', '--loop'], 'standard input cannot be read twice'],
  [[shop, 'send', '--file', ''], 'it must not be empty'],
  [[shop, 'send', '--encoding', 'russian'], 'windows-1251'],
  [[shop, 'withdraw', ''], 'no product_id'],
  [[shop, 'fate'], "'--file <path>' not specified"],
  [[client, 'search', '--page', '1.5'], 'a whole number'],
  [[client, 'search', '--page', '0x10'], 'a whole number'],
  [[client, 'search', '--page-size', '101'], 'from 1 to 100'],
  [[client, 'search', '--sort', 'cheap'], 'relevance, price_asc, price_desc, newest'],
  [[client, 'search', '--min-price', '0x10'], 'in decimal'],
  [[client, 'search', '--max-price', '1e3'], 'in decimal'],
  [[client, 'search', '--brand', ' '], 'it must not be empty'],
  [[client, 'product', ''], '"" is no <product_id>: it must not be empty'],
  [[client, 'categories', '--category', ''], 'it must not be empty'],
  [[client, 'recommend'], "'--user-id <id>' not specified"],
  [[client, 'recommend', '--user-id', ' '], 'it must not be empty'],
  [[client, 'event', '--user-id', 'u', '--product-id', 'p', '--action', 'steal'], 'click'],
  [[catalogue, '--banned', '0.7', '--malformed', '0.7'], 'add up to more than 1'],
  [[buyers, 'send', '--buyers', '0'], 'at least 1'],
  [[buyers, 'send', '--days', '99999', '--dry-run'], 'from 1 to 3650'],
  [['bench/main.ts', 'recommend', '--products', '1'], 'at least 22'],
  [['bench/main.ts', 'flow', '--instance', '../x'], 'a-z, 0-9 and -'],
  [[indices, 'move', '--alias', 'filtered_products', '--to', 'products_v2'], 'Allowed choices are products'],
  [[bans, 'add', '--value', 'вейп'], '--reason'],
  [[bans, 'add', '--reason', 'Нельзя'], '--value'],
  [[bans, 'add', '--kind', 'price', '--min', '5', '--reason', 'Нельзя'], 'currency'],
  [[bans, 'test', '--kind', 'brand', '--value', 'Rolexx', '--match', 'word'], 'match'],
  [[bans, 'edit', 'ban-1'], 'nothing'],
  [[bans, 'edit', 'ban-1', '--except', 'чехол', '--no-exceptions'], 'exceptions'],
  [[bans, 'rejected', '--from', 'yesterday'], 'from'],
  [[fault, 'stop-broker', '9'], '"9" is no <which>: Allowed choices are 1, 2, 3'],
  [[analytics, 'latest', '--analysis', 'all'], 'Allowed choices are categories'],
  [[analytics, 'sql', ' '], 'it must not be empty'],
  [[deadLetters, 'show', 'first'], '"first" is no <id>: it must be an id such as 3-17'],
  [[deadLetters, 'list', '--since', 'yesterday'], '30m, 12h or 7d'],
  [[deadLetters, 'discard'], "'--reason <text>' not specified"],
  [[analytics, 'download', '--analysis', 'categories', '--out', 'x.xls'], '.csv, .json or .parquet'],
  [[analytics, 'download'], "'--analysis <name>' not specified"],
  [[analytics, 'run', '--engine', 'hive'], 'Allowed choices are'],
  [[deadLetters], 'Usage: npm run dead-letters'],
  [[deadLetters, 'list', '--function', 'nobody'], 'Allowed choices are filter'],
  [[deadLetters, 'list', '--state', 'lost'], 'Allowed choices are'],
  [[deadLetters, 'list', '--code', ' '], 'it must not be empty'],
  [[deadLetters, 'show'], "missing required argument 'id'"],
  [[deadLetters, 'export'], 'missing required argument'],
  [[deadLetters, 'redrive', '--rate', '0'], 'a number of at least 0.01'],
  [[deadLetters, 'redrive', '--only', '3_17'], 'it must be an id such as 3-17'],
  [[deadLetters, 'redrvie'], 'Did you mean redrive?'],
  [[recommend, 'report', '--days', '0'], 'at least 1'],
  [[recommend, 'reprot'], 'Did you mean report?'],
  [[relevance, '--class', 'nobody'], 'Allowed choices are'],
  [[relevance, 'report', '--limit', 'x'], 'a whole number'],
  [['bench/main.ts', 'flow', '--products', '1'], 'at least 1000'],
  [['bench/main.ts', 'judge', '--rounds', '0'], 'at least 1'],
  [['bench/main.ts', 'nobody'], 'nobody'],
  [[keys, 'show'], "missing required argument 'whose'"],
  [[keys, 'show', 'nobody'], 'Allowed choices are buyer, shop, moderator, metrics'],
  [[kafkaConfig], "missing required argument 'principal'"],
  [[kafkaConfig, 'filter'], 'Allowed choices are'],
  [[kafkaConfig, 'shop', '--client', 'go'], 'Allowed choices are librdkafka, java'],
  [[alerts, 'inbx'], 'Did you mean inbox?'],
  [['local/commands/certs.ts', '--instance', '../x'], 'a-z, 0-9 and -'],
  [['local/commands/deploy.ts', '--only', 'nobody'], 'Allowed choices are'],
  [['local/commands/stop.ts', 'now'], 'too many arguments'],
  [['local/api-documents/main.ts', 'now'], 'too many arguments'],
  [['local/compose/main.ts', 'now'], 'too many arguments'],
  [['monitoring/dashboards/main.ts', 'now'], 'too many arguments'],
  [['local/commands/test-api.ts', 'now'], 'too many arguments'],
  [[start, '--port-offset', '60000'], 'from 0 to 55665'],
  [[start, '--port-offset', '2000'], 'fetch refuses port 6566 (engine)'],
  [[start, '--instance', '../x'], 'a-z, 0-9 and -'],
  [[start, '--instance', ''], 'a-z, 0-9 and -'],
  [[start, '--instance', 'имя'], 'a-z, 0-9 and -'],
  [[start, '--instance', 'tools'], 'other than tools'],
  [[start, 'now'], 'too many arguments'],
  [[shop, 'sned'], 'Did you mean send?'],
  [[client, 'product', 'a\u001b[2Jb', 'x'], 'too many arguments'],
])('%j is wrong usage, told on stderr', async (command, reason) => {
  const { code, out, err } = await run(...command);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(reason);
});

test('what is no name of an instance makes no folder', () => {
  expect(readdirSync(join(projectRoot, '.local')).filter((name) => ['x', 'имя'].includes(name))).toEqual([]);
});

test.each([
  [[shop, 'send', '--file', 'no-such-file.json'], 'no-such-file.json cannot be read: there is no such file'],
  [[client, 'search', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[buyers, 'send', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [['bench/main.ts', 'recommend', '--file', 'no-such.tsv'], 'no-such.tsv cannot be read'],
  [[indices, 'list', '--url', 'http://localhost:1'], 'cannot do that on http://localhost:1'],
  [[bans, 'list', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[bans, 'import', '--file', 'no-such.csv'], 'no-such.csv cannot be read'],
  [[catalogue, '--out', 'no-such-folder/x.ndjson'], 'no-such-folder/x.ndjson'],
  [[shop, 'send', '--file', '.'], 'is not a file'],
  [[deadLetters, 'list', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[recommend, 'report', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[relevance, 'report', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[keys, 'show', 'shop', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[kafkaConfig, 'shop', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [[alerts, 'inbox', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [['local/commands/certs.ts', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [['local/debug/main.ts', 'filter', 'no-such.json'], 'no-such.json cannot be read'],
])('%j fails with one line that says why', async (command, reason) => {
  const { code, out, err } = await run(...command);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toEqual([expect.stringContaining(reason)]);
});

const notRunning = /is not running; start it with: npm start -- --instance stopped-\d+ --port-offset \d+/u;
const noBroker = /Kafka of the instance "stopped-\d+" does not listen/u;

test.each([
  [[client, 'search'], notRunning],
  [[client, 'product', 'mp-000000'], notRunning],
  [[bans, 'list'], notRunning],
  [[bans, 'add', '--value', 'вейп', '--reason', 'Нельзя'], notRunning],
  [[shop, 'send'], noBroker],
  [[shop, 'withdraw', 'mp-000000'], noBroker],
  [[buyers, 'send', '--buyers', '1', '--days', '1'], noBroker],
  [[analytics, 'run'], noBroker],
  [[analytics, 'latest'], notRunning],
  [[analytics, 'sql', 'FROM categories'], notRunning],
  [[deadLetters, 'list'], noBroker],
  [[deadLetters, 'show', '3-17'], noBroker],
  [[deadLetters, 'export', 'letters.ndjson'], noBroker],
  [[deadLetters, 'redrive', '--dry-run'], noBroker],
  [[deadLetters, 'discard', '--reason', 'told'], noBroker],
  [[shop, 'fate', '--file', 'samples/products.json'], noBroker],
  [[analytics, 'download', '--analysis', 'categories', '--out', 'x.csv'], notRunning],
  [[recommend, 'report'], notRunning],
  [[relevance, 'report'], notRunning],
  [[keys, 'show', 'shop'], notRunning],
  [[indices, 'list'], notRunning],
  [[fault, 'stop-broker', '1'], notRunning],
  [['local/commands/status.ts'], notRunning],
  [['local/commands/deploy.ts', '--only', 'filter'], notRunning],
  [['local/debug/main.ts', 'filter', 'samples/events/products.json'], notRunning],
])('on an instance that does not run, %j says so on one line', async (command, reason) => {
  const { code, out, err } = await run(...command, '--instance', stopped.name);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(reason)]);
});

test('the shell of HDFS says so, too', async () => {
  const { code, err } = await run('local/hdfs/main.ts', '--instance', stopped.name, '-ls', '/');
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(notRunning) });
});

test('products are made, checked and told about without any server', async () => {
  const made = join(folder, 'made.ndjson');
  expect(await run(catalogue, '--count', '100', '--malformed', '0', '--out', made)).toMatchObject({ code: 0, out: '' });
  const good = await run(shop, 'send', '--check', '--json', '--file', made);
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(good.out)).toMatchObject({ right: 100, incomplete: 0, refused: 0, failed: 0 });
});

test('what is wrong with a file is told of each product, by its line', async () => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'bad.ndjson');
  writeFileSync(file, '{"product_id":"a\u202e","name":"b"}\n{"url":"x"}\n');
  const { code, out, err } = await run(shop, 'send', '--check', '--file', file);
  expect({ code, out }).toEqual({
    code: 1,
    out: '0 products all right, 1 that the filter will refuse, 1 that cannot be sent\n',
  });
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/bad\.ndjson:2:1: this is no product/u),
    expect.stringMatching(
      /bad\.ndjson:1:1: the filter will refuse this product: price: is missing; category: is missing/u,
    ),
    expect.stringContaining('is not all right'),
  ]);
});

test('what buyers did is printed without any server', async () => {
  const { code, out } = await run(buyers, 'send', '--dry-run', '--buyers', '2', '--days', '2');
  expect(code).toBe(0);
  for (const line of out.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('timestamp');
});
