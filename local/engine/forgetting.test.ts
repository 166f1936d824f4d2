import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What a function of forgetting.py makes of its first argument. */
function after(name: string, ...args: readonly unknown[]): unknown {
  const program = `import forgetting, json, sys
args = json.loads(sys.stdin.read())
getattr(forgetting, "${name}")(*args)
print(json.dumps(args[0]))`;
  const input = JSON.stringify(args);
  return JSON.parse(
    execFileSync('python3', ['-B', '-c', program], { cwd: import.meta.dirname, input, encoding: 'utf8' }),
  );
}

const streams = (...lastLines: readonly (number | null)[]) =>
  Object.fromEntries(lastLines.map((last, n) => [`stream-${n}`, { lastEventTimestamp: last }]));

const streamsLeft = (before: number, keep: number): string[] =>
  Object.keys(after('forget_old_streams', streams(1, 2, null, 4, 5, 6), before, keep) as object);

test('of the streams of invocations the newest stay, and those that are young', () => {
  expect(streamsLeft(100, 2)).toEqual(['stream-2', 'stream-4', 'stream-5']);
  expect(streamsLeft(2, 2)).toEqual(['stream-1', 'stream-2', 'stream-3', 'stream-4', 'stream-5']);
  expect(streamsLeft(100, 10)).toHaveLength(6);
});

function linesLeft(before: number, keep: number): number[] {
  const events = [1, 2, 3, 4, 5].map((timestamp) => ({ timestamp }));
  const stream = after('forget_old_lines', { events }, before, keep) as { events: { timestamp: number }[] };
  return stream.events.map(({ timestamp }) => timestamp);
}

test('so do the lines of a stream', () => {
  expect(linesLeft(100, 2)).toEqual([4, 5]);
  expect(linesLeft(3, 2)).toEqual([3, 4, 5]);
  expect(linesLeft(100, 10)).toEqual([1, 2, 3, 4, 5]);
});

const point = (Timestamp: number, Value: number, more: object = {}) => ({
  Timestamp,
  Value,
  Unit: 'Count',
  Dimensions: { FunctionName: 'filter' },
  ...more,
});

const stat = (SampleCount: number, Sum: number, Minimum: number, Maximum: number) => ({
  _stat: { SampleCount, Sum, Minimum, Maximum },
});

test('points become one of their minute, with the count, the sum and the bounds that they had', () => {
  const points = [
    point(60, 3),
    point(61, 5, { Count: 2 }),
    point(119, 1, { _stat: { SampleCount: 3, Sum: 30, Minimum: 1, Maximum: 20 } }),
    point(120, 7),
    point(300, 9),
  ];
  const merged = [point(60, 43 / 6, stat(6, 43, 1, 20)), point(120, 7, stat(1, 7, 7, 7)), point(300, 9)];
  expect(after('merge_old_points', points, 200, 0)).toEqual(merged);
  expect(after('merge_old_points', merged, 200, 0)).toEqual(merged);
});

test('points that are too old are dropped, and young ones stay as they came', () => {
  const points = [point(30, 1), point(90, 2), point(150, 3), point(151, 4)];
  expect(after('merge_old_points', points, 150, 60)).toEqual([
    point(60, 2, { _stat: { SampleCount: 1, Sum: 2, Minimum: 2, Maximum: 2 } }),
    point(150, 3),
    point(151, 4),
  ]);
  expect(after('merge_old_points', points, 0, 0)).toEqual(points);
  expect(after('merge_old_points', [], 100, 60)).toEqual([]);
});
