import { expect, test } from 'vitest';
import { isAtLeast, readLine } from './line.ts';

const at = Date.parse('2026-11-29T11:29:49.119Z');

test.each([
  [
    "of a broker, in this machine's time",
    '2026-11-29T11:29:49,119 INFO  o.a.k.Loader - still catching up',
    { at: new Date(2026, 10, 29, 11, 29, 49, 119).getTime(), level: 'info', text: 'o.a.k.Loader - still catching up' },
  ],
  [
    'of the engine',
    '2026-11-29 11:29:22 WARNING [s3] bucket is there',
    { at: new Date(2026, 10, 29, 11, 29, 22).getTime(), level: 'warn', text: '[s3] bucket is there' },
  ],
  [
    'of Prometheus',
    'ts=2026-11-29T11:29:49.119Z caller=main.go:1 level=error err="no space"',
    { at, level: 'error', text: 'caller=main.go:1 level=error err="no space"' },
  ],
  [
    'of a stand-in or a function',
    '{"time":"2026-11-29T11:29:49.119Z","level":"error","message":"not put","next_ms":15,"error":"a b","_aws":{}}',
    { at, level: 'error', text: 'not put next_ms=15 error="a b"' },
  ],
  ['of a stack trace', '    at deliver (delivery.ts:3:1)', { at: undefined, level: undefined }],
  ['that only begins like an object', '{"level":"info","mess', { at: undefined, level: undefined }],
])('a line %s is read', (_, text, line) => {
  expect(readLine(text)).toMatchObject(line);
});

test('a line that does not say when has the time at which it came', () => {
  expect(readLine('{"level":"info","message":"done"}', at)).toEqual({ at, level: 'info', text: 'done' });
});

test('a level stands for itself and those above it; a line without one for none', () => {
  expect(isAtLeast('error', 'warn')).toBe(true);
  expect(isAtLeast('info', 'warn')).toBe(false);
  expect(isAtLeast(undefined, 'debug')).toBe(false);
});
