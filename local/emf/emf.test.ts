import { expect, test } from 'vitest';
import { extract, type DataPoint } from './document.ts';
import { after, identify, unread, type Position } from './position.ts';
import { requests } from './requests.ts';

const now = 1_800_000_000_000;

const aDocument = (changes: object = {}, directive: object = {}): string =>
  JSON.stringify({
    level: 'info',
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        { Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'records', Unit: 'Count' }], ...directive },
      ],
    },
    service: 'filter',
    records: 7,
    ...changes,
  });

const aPoint = (changes: Partial<DataPoint> = {}): DataPoint => ({
  namespace: 'Shop',
  name: 'records',
  dimensions: { service: 'filter' },
  unit: 'Count',
  resolution: 60,
  at: now,
  value: 7,
  ...changes,
});

test('a line in the embedded metric format is a value for each metric and set of dimensions', () => {
  expect(extract(aDocument(), now)).toEqual({ kind: 'metrics', points: [aPoint()] });
  const sets = extract(aDocument({ topic: 'products' }, { Dimensions: [['service'], ['service', 'topic']] }), now);
  expect(sets).toEqual({
    kind: 'metrics',
    points: [aPoint(), aPoint({ dimensions: { service: 'filter', topic: 'products' } })],
  });
});

test('a list of values is as many values', () => {
  expect(extract(aDocument({ records: [1, 2] }), now)).toMatchObject({ points: [{ value: 1 }, { value: 2 }] });
});

test.each([['START RequestId: 1'], ['{"level":"info"}'], ['{"_aws":{"CloudWatchMetrics"'], ['"CloudWatchMetrics"']])(
  '%s is another line',
  (line) => {
    expect(extract(line, now)).toEqual({ kind: 'other' });
  },
);

test.each([
  ['a value that is a text', aDocument({ records: 'seven' }), 'records'],
  ['a value that is missing', aDocument({ records: undefined }), 'records'],
  ['a dimension that is missing', aDocument({ service: undefined }), 'service'],
  ['more values than the format allows', aDocument({ records: Array.from({ length: 101 }, () => 1) }), 'records'],
  ['a unit that CloudWatch does not know', aDocument({}, { Metrics: [{ Name: 'records', Unit: 'Apples' }] }), /Unit/u],
  ['a time of last month', aDocument().replace(String(now), String(now - 30 * 24 * 3_600_000)), '_aws.Timestamp'],
  [
    'a clock that is three hours ahead',
    aDocument().replace(String(now), String(now + 3 * 3_600_000)),
    '_aws.Timestamp',
  ],
])('%s makes a line bad', (_, line, reason) => {
  expect(extract(line, now)).toEqual({ kind: 'bad', reason: expect.stringMatching(reason) });
});

test('values of one metric in one second are put together with their counts, others apart', () => {
  const points = [aPoint(), aPoint(), aPoint({ value: 8 }), aPoint({ at: now + 1_000 }), aPoint({ name: 'failures' })];
  const [request, ...others] = requests(points);
  expect(others).toEqual([]);
  expect(request?.MetricData).toMatchObject([
    { MetricName: 'records', Values: [7, 8], Counts: [2, 1], Timestamp: new Date(now) },
    { MetricName: 'records', Values: [7], Counts: [1], Timestamp: new Date(now + 1_000) },
    { MetricName: 'failures', Values: [7], Counts: [1] },
  ]);
});

test('no request is larger than CloudWatch takes, and none of its values gets lost', () => {
  const many = Array.from({ length: 2_500 }, (_, n) => aPoint({ name: `m${n}` }));
  const values = Array.from({ length: 400 }, (_, n) => aPoint({ value: n }));
  const made = requests([...many, ...values]);
  expect(made.map(({ MetricData }) => MetricData?.length)).toEqual([1_000, 1_000, 503]);
  expect(made.flatMap(({ MetricData }) => MetricData ?? []).flatMap(({ Values }) => Values)).toHaveLength(2_900);
});

test('equal lines of one moment are told apart, and have the same names when they are read again', () => {
  const events = Array.from({ length: 3 }, () => ({ logStreamName: 's', timestamp: now, message: 'x' }));
  const ids = identify(events).map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(identify(events).map(({ id }) => id)).toEqual(ids);
});

const line = (n: number, at: number) => ({ logStreamName: `s${n}`, timestamp: at, message: String(n) });

test('however often lines are read, each is new once, also one that comes late', () => {
  const late = line(99, now + 4_000);
  const events = [line(1, now), line(2, now), line(3, now + 5_000)];
  let position: Position = { from: 0, seen: [] };
  const counted: string[] = [];
  for (const round of [events.slice(0, 1), events.slice(0, 2), events, events, [...events, late], [...events, late]]) {
    const found = identify(round).filter(({ at }) => at >= position.from);
    counted.push(...unread(position, found).map((fresh) => fresh.line));
    position = after(position, found, now + 60_000);
  }
  expect(counted).toEqual(['1', '2', '3', '99']);
});

test('a line from the future is read once, and those that come after it are read, too', () => {
  const future = line(1, now + 3_600_000);
  let position: Position = { from: 0, seen: [] };
  const counted: string[] = [];
  for (let second = 0; second < 120; second += 20) {
    const found = identify([line(2 + second, now + second * 1_000), future]).filter(({ at }) => at >= position.from);
    counted.push(...unread(position, found).map((fresh) => fresh.line));
    position = after(position, found, now + second * 1_000);
  }
  expect(counted).toEqual(['2', '1', '22', '42', '62', '82', '102']);
});

test('what is remembered of a group does not grow', () => {
  let position: Position = { from: 0, seen: [] };
  for (let n = 0; n < 50; n++) {
    const lines = Array.from({ length: 1_000 }, (_, i) => ({ id: `${n}-${i}`, at: now + n * 1_000, line: '' }));
    position = after(position, lines, now + 60_000);
  }
  expect(position.seen.length).toBeLessThanOrEqual(20_000);
});
