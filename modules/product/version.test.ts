import { expect, test } from 'vitest';
import { futureVersion, productVersion } from './version.ts';

test('the header tells the version, and without it or its value the time when the shop sent the record', () => {
  expect(productVersion(Buffer.from('1700000000001'), 5)).toEqual({ ok: true, value: 1_700_000_000_001 });
  for (const none of [undefined, null])
    expect(productVersion(none, 1_700_000_000_000)).toEqual({ ok: true, value: 1_700_000_000_000 });
});

test.each(['', 'abc', '-1', '1.5', '1e3', ' 1', '0x10', '9007199254740993', '99999999999999999999'])(
  'the version «%s» is refused',
  (text) => {
    expect(productVersion(Buffer.from(text), 5)).toMatchObject({ ok: false, error: { code: 'invalid_version' } });
  },
);

test('a record without a time has no version', () => {
  expect(productVersion(undefined, -1)).toMatchObject({ ok: false, error: { code: 'invalid_version' } });
});

const now = 1_700_000_000_000;

test.each([
  ['of now', now],
  ['of the past', 0],
  ['of a clock that is 5 minutes ahead', now + 300_000],
])('a version %s holds', (_, version) => {
  expect(futureVersion(version, now)).toBeUndefined();
});

test.each([
  ['of a clock that is further ahead', now + 300_001],
  ['in microseconds', now * 1_000],
  ['that no number exceeds', Number.MAX_SAFE_INTEGER],
])('a version %s is refused', (_, version) => {
  expect(futureVersion(version, now)).toEqual({
    code: 'invalid_version',
    message: `version: must not be more than 5 minutes ahead, and is ${version}; it counts milliseconds since 1970`,
  });
});
