import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../../tests/support/command.ts';
import { FakeBanList, instanceThatAnswers, problem, type Respond } from '../../tests/support/moderators-api.ts';
import { until } from '../../tests/support/until.ts';

const directory = mkdtempSync(join(tmpdir(), 'bans-'));
afterAll(() => rmSync(directory, { recursive: true }));

const fileOf = (name: string, content: string): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

/** The command as a moderator types it. */
const bans = (instance: string, ...args: string[]): ReturnType<typeof runProgram> =>
  runProgram('local/bans/main.ts', [...args, '--instance', instance, '--moderator', 'anna']);

const oneLine = (told: string): string => {
  expect(told.trim().split('\n')).toHaveLength(1);
  return told.trim();
};

const hookah = ['--value', 'кальян', '--reason', 'Нельзя'];
const counts = { catalogue: 460, matches: 14, share: 14 / 460, rejects: 12, lifts: 1 };
const trial = { ...counts, is_estimate: false, examples: [] };
const done = {
  sweep_id: 's1',
  step: 3,
  to_look_at: 1_000,
  looked_at: 1_000,
  judged_again: 812,
  max_rate: 500,
  started_at: '2026-11-28T12:00:00Z',
  updated_at: '2026-11-28T12:00:10Z',
};

test('a rule is added, and its JSON says which it is and by what its sweep is asked for', async () => {
  const { name, asked } = await instanceThatAnswers(new FakeBanList().respond);
  const except = ['--except', 'чехол для кальяна', '--why', 'закон', '--from', '2026-12-01T10:00+03:00'];
  const { code, out, err } = await bans(name, 'add', '--kind', 'phrase', ...hookah, ...except, '--force', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toEqual({ rule_id: 'ban-1', version: 1, sweep: 1 });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.query.get('force')).toBe('true');
  expect(asked[0]?.content).toEqual({
    kind: 'phrase',
    value: 'кальян',
    exceptions: ['чехол для кальяна'],
    reason: 'Нельзя',
    valid_from: '2026-12-01T07:00:00.000Z',
    why: 'закон',
  });
});

test('who adds a rule reads how many products it touches, and sees them judged again until that is done', async () => {
  const list = new FakeBanList();
  const sweeps = [
    undefined,
    { status: 200, body: { ...done, state: 'running', step: 1 } },
    { status: 200, body: { ...done, state: 'done' } },
  ];
  const respond: Respond = (asked) => {
    if (asked.path === '/bans/test') return { status: 200, body: trial };
    return asked.path === '/bans/sweeps/1' ? sweeps.shift() : list.respond(asked);
  };
  const { name } = await instanceThatAnswers(respond);
  const { code, out, err } = await bans(name, 'add', ...hookah, '--wait');
  expect(code).toBe(0);
  expect(out).toBe('added ban-1 (version 1): matches 14 of 460 products (3%): rejects 12, lifts 1\n');
  expect(err.trim().split('\n').at(-1)).toBe('judged again 812 of 1,000 products in 10 s');
});

test('a rule that matches too much is refused with the number and the way to mean it', async () => {
  const members = { matches: 1_234, catalogue: 10_000, share: 0.1234, is_estimate: true };
  const { name } = await instanceThatAnswers(() => problem(409, 'matches too much', members));
  const { code, out, err } = await bans(name, 'add', ...hookah, '--json');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(oneLine(err)).toMatch(/about 1,234 of 10,000 products \(12\.3%\).*--force/u);
});

test('an edit sends what changes and the version that was read, and says what is otherwise', async () => {
  const list = new FakeBanList();
  const { name, asked } = await instanceThatAnswers(list.respond);
  await bans(name, 'add', ...hookah, '--to', '2027-01-01', '--json');
  const { code, out } = await bans(name, 'edit', 'ban-1', '--match', 'word', '--to', 'none');
  expect(code).toBe(0);
  expect(out).toBe('edited ban-1 (version 2): match: «stem» → «word»; valid_to: «2027-01-01T00:00:00.000Z» → none\n');
  const patch = asked.find(({ method }) => method === 'PATCH');
  expect(patch?.content).toEqual({ match: 'word', valid_to: null });
  expect(patch?.headers).toMatchObject({ 'if-match': '"1"', 'content-type': 'application/merge-patch+json' });
});

test('who edits what somebody else has changed reads who, when and what', async () => {
  const list = new FakeBanList();
  const members = {
    current_version: 7,
    changed_by: 'boris',
    changed_at: '2026-11-28T12:00:00Z',
    changed: { match: 'word' },
  };
  const respond: Respond = (asked) =>
    asked.method === 'PATCH' ? problem(412, 'was changed', members) : list.respond(asked);
  const { name } = await instanceThatAnswers(respond);
  await bans(name, 'add', ...hookah, '--json');
  const { code, err } = await bans(name, 'edit', 'ban-1', '--no-exceptions', '--version', '1');
  expect(code).toBe(1);
  expect(oneLine(err)).toMatch(/nothing was changed: boris .*2026-11-28.*\(version 7\): match is now «word»; .*show/u);
});

test('a rule is shown, and removed with the reason', async () => {
  const { name, asked } = await instanceThatAnswers(new FakeBanList().respond);
  await bans(name, 'add', '--kind', 'price', '--min', '5', '--currency', 'RUB', '--reason', 'Д\u202Eорого', '--json');
  const { out } = await bans(name, 'show', 'ban-1');
  expect(out).toMatch(/value +5–∞ RUB/u);
  expect(out).toMatch(/reason +Д орого/u);
  expect(await bans(name, 'remove', 'ban-1', '--why', 'закон')).toMatchObject({
    code: 0,
    out: 'removed ban-1 (version 2)\n',
  });
  expect(asked.at(-1)?.query.get('why')).toBe('закон');
  expect(oneLine((await bans(name, 'show', 'ban-1')).err)).toContain('404');
});

test('a trial prints what would happen and where products match', async () => {
  const matches = [{ field: 'tags', tag: 1, matched: 'кальянов', at: 4, marked: 'для «кальянов»\u001b[2J' }];
  const example = { product_id: 'p1', name: 'Уголь', category: 'Дом', effect: 'reject', matches };
  const { name, asked } = await instanceThatAnswers(() => ({ status: 200, body: { ...trial, examples: [example] } }));
  const { out } = await bans(name, 'test', '--value', 'кальян', '--id', 'ban-hookah');
  expect(out).toContain('matches 14 of 460 products (3%): would reject 12, would lift 1\n');
  expect(out).toMatch(/p1 +Уголь +Дом +reject +tags\[1\] +для «кальянов» \[2J/u);
  expect(asked[0]?.content).toMatchObject({ rule_id: 'ban-hookah', value: 'кальян' });
});

const odd = [
  {
    kind: 'phrase',
    value: '=1+1; "кавычки",\nстрока',
    exceptions: ['=a;b', String.raw`c\;d`, "'e"],
    reason: '-нельзя',
  },
  { kind: 'regex', value: String.raw`	(?i)a\;b`, fields: ['name', 'brand'], reason: "'=нельзя" },
  { kind: 'price', value: { min: 0.5, currency: 'RUB' }, reason: '@Нельзя', severity: 'high' },
  { kind: 'phrase', value: "''x", match: 'word', window: 3, reason: 'Нельзя', valid_to: '2027-01-01T00:00:00Z' },
];

test.each(['json', 'csv'])('rules that were exported as %s and imported are unchanged', async (format) => {
  const list = new FakeBanList();
  const { name } = await instanceThatAnswers(list.respond);
  const first = await bans(name, 'import', '--file', fileOf('odd.json', JSON.stringify(odd)), '--json');
  expect(JSON.parse(first.out)).toMatchObject({ rows: 4, added: 4, refused: 0, problems: [] });
  const before = new Map(list.rules);

  const exported = join(directory, `exported.${format}`);
  expect(await bans(name, 'export', '--file', exported, '--json')).toMatchObject({
    code: 0,
    out: '{"rules":4,"unreadable":[]}\n',
  });
  const again = await bans(name, 'import', '--file', exported);
  expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/^added 0, changed 0, unchanged 4, refused 0/u) });
  expect(list.rules).toEqual(before);

  list.rules.clear();
  await bans(name, 'import', '--file', exported);
  expect(list.rules).toEqual(before);
});

test('nothing in exported CSV is a formula to a spreadsheet', async () => {
  const list = new FakeBanList();
  const { name } = await instanceThatAnswers(list.respond);
  await bans(name, 'import', '--file', fileOf('formulas.json', JSON.stringify(odd)));
  const { out } = await bans(name, 'export', '--format', 'csv');
  expect(out).toContain('"\'=1+1; ""кавычки"",\nстрока"');
  expect(out).not.toMatch(/(?:^|,)"?[=+@-]/mu);
});

test('bad rows are named with line, field and fault before anything is sent, and the rest is sent', async () => {
  const list = new FakeBanList();
  const { name, asked } = await instanceThatAnswers(list.respond);
  const file = fileOf(
    'bad.csv',
    'kind;value;reason;window;match\nphrase;вейп;Нельзя;;\nphrase;?!;;x;\nword;снюс;Нельзя;;\nphrase;вейп;Нельзя;;\nphrase;a\nwords;b;Нельзя;;\n',
  );
  const dry = await bans(name, 'import', '--file', file, '--dry-run');
  expect(dry.out).toBe('3 of 6 rows are rules; nothing was sent\n');
  expect(asked).toEqual([]);
  const { code, out, err } = await bans(name, 'import', '--file', file);
  expect(code).toBe(1);
  expect(out).toContain('added 2, changed 0, unchanged 1, refused 3');
  const [first, second, third, last] = err.trim().split('\n');
  expect(first).toMatch(
    /bad\.csv:3: .*value: must have a letter.*reason: is missing.*window: .*found "x"|bad\.csv:3: .*window/u,
  );
  expect(second).toMatch(/bad\.csv:6: has 2 cells, but the first line names 5 columns/u);
  expect(third).toMatch(/bad\.csv:7: kind: must be one of/u);
  expect(last).toBe('3 of 6 rows were refused');
});

test('what the platform refuses of an import is told by the line of the file', async () => {
  const refused = [{ index: 1, rule_id: 'b', errors: ['matches 9% of the catalogue'] }];
  const answer = { added: 1, changed: 0, unchanged: 0, refused, version: 3, sweep: 3 };
  const { name } = await instanceThatAnswers(() => ({ status: 200, body: answer }));
  const lines = ['a', 'b'].map((rule_id) => JSON.stringify({ rule_id, kind: 'sku', value: rule_id, reason: 'Нельзя' }));
  const { code, err } = await bans(name, 'import', '--file', fileOf('two.ndjson', `${lines.join('\n\n')}\n`));
  expect(code).toBe(1);
  expect(err).toMatch(/two\.ndjson:3: b: matches 9% of the catalogue/u);
});

test('an import goes on when the platform cannot answer for a moment', async () => {
  const list = new FakeBanList();
  let failures = 1;
  const respond: Respond = (asked) => (failures-- > 0 ? problem(503, 'in a moment') : list.respond(asked));
  const { name } = await instanceThatAnswers(respond);
  expect(await bans(name, 'import', '--file', fileOf('some.json', JSON.stringify(odd)))).toMatchObject({ code: 0 });
  expect(list.rules.size).toBe(4);
});

test('Ctrl-C ends the waiting and not the sweep, and says so', async () => {
  const list = new FakeBanList();
  const running = { status: 200, body: { ...done, state: 'running' } };
  const { name, asked } = await instanceThatAnswers((one) =>
    one.path.startsWith('/bans/sweeps/') ? running : list.respond(one),
  );
  const command = ['add', ...hookah, '--wait', '--json', '--instance', name, '--moderator', 'anna'];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...command]);
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  await until('the sweep is asked for', () => asked.some(({ path }) => path === '/bans/sweeps/1'));
  child.kill('SIGINT');
  const [out, err, [code]] = await ended;
  expect({ code, out }).toEqual({ code: 1, out: '{"rule_id":"ban-1","version":1,"sweep":1}\n' });
  expect(err).toMatch(/not waited for any longer; the change stands, and its sweep goes on/u);
});

test('the history says what each change did to its rule, also when that was set long before', async () => {
  const at = '2026-11-28T12:00:00Z';
  const rule = { rule_id: 'a', kind: 'sku', value: 'X', reason: 'Нельзя' };
  const changes = [
    { version: 9, rule_id: 'b', action: 'removed', at, by: 'anna' },
    { version: 8, rule_id: 'c', action: 'unreadable', at, problem: 'the value is not JSON' },
    { version: 7, rule_id: 'a', action: 'set', at, by: 'anna', why: 'жалоба', rule: { ...rule, reason: 'Можно' } },
  ];
  const earlier = [{ version: 2, rule_id: 'a', action: 'set', at, rule }];
  const respond: Respond = ({ query }) => ({
    status: 200,
    body: { changes: query.get('before') === null ? changes : query.get('rule_id') === 'a' ? earlier : [] },
  });
  const { name } = await instanceThatAnswers(respond);
  const { code, out } = await bans(name, 'history', '--limit', '3');
  expect(code).toBe(0);
  expect(out).toMatch(/anna +b +removed/u);
  expect(out).toMatch(/c +unreadable +the value is not JSON/u);
  expect(out).toMatch(/anna +a +edited +reason: «Нельзя» → «Можно» +жалоба +7/u);
});

test('rejected products are asked for as they are filtered, and shown with what matched', async () => {
  const reasons = [{ rule_id: 'ban-1', matched: 'кальян\u0007', reason: 'Нельзя' }];
  const price = { amount: 990, currency: 'RUB' };
  const product = {
    product_id: 'p1',
    name: 'Кальян',
    category: 'Дом',
    price,
    rejected_at: '2026-11-28T12:00:00Z',
    reasons,
  };
  const { name, asked } = await instanceThatAnswers(() => ({
    status: 200,
    body: { total: 21, page: 2, products: [product] },
  }));
  const { out } = await bans(
    name,
    'rejected',
    '--rule',
    'ban-1',
    '--store',
    's1',
    '--page',
    '2',
    '--from',
    '2026-11-01T00:00Z',
  );
  expect(out).toMatch(/rejected: 21, page 2\n.*\n.*p1 +Кальян +Дом +990.₽ .*ban-1 «кальян »/u);
  expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
    rule_id: 'ban-1',
    store_id: 's1',
    from: '2026-11-01T00:00:00.000Z',
    limit: '20',
    page: '2',
  });
});

test('the status shows the list, and sweeps with their pace', async () => {
  const change = { version: 4, changed_at: '2026-11-28T12:00:00Z' };
  const unreadable = [{ rule_id: 'bad', problem: 'the value is not JSON', ...change }];
  const sweeps = [{ ...done, state: 'running', looked_at: 500, from_version: 3, to_version: 4, rule_ids: ['ban-1'] }];
  const body = { list_version: 5, rules: 1_200, in_force: 1_100, unreadable, sweeps };
  const { name } = await instanceThatAnswers(() => ({ status: 200, body }));
  const { out } = await bans(name, 'status');
  expect(out).toContain('version 5: 1,200 rules, 1,100 in force, 1 cannot be read');
  expect(out).toMatch(/3–4 +running .*500 of 1,000 +812 +50 +10 s +ban-1/u);
  expect(out).toMatch(/bad +the value is not JSON/u);
});

test('who is no moderator reads which names there are', async () => {
  const { name } = await instanceThatAnswers(() => undefined);
  const { code, err } = await runProgram('local/bans/main.ts', ['list', '--instance', name, '--moderator', 'eve']);
  expect(code).toBe(1);
  expect(oneLine(err)).toBe('there is no moderator "eve" here; --moderator takes anna, moderator');
});
