import { expect, test } from 'vitest';
import { dutyTime, isTimeZone, offsetMs, usualZone } from './duty-time.ts';

const at = new Date('2026-11-29T21:29:49Z');

test('a time names its zone, whatever the zone of the machine', () => {
  expect(dutyTime(at, usualZone)).toBe('30.11.2026 00:29:49 мск');
  expect(dutyTime(at, 'Asia/Vladivostok')).toBe('30.11.2026 07:29:49 Asia/Vladivostok');
});

test('a zone is known by its name', () => {
  expect(isTimeZone('Europe/Samara')).toBe(true);
  expect(isTimeZone('Москва')).toBe(false);
});

test.each([
  [usualZone, 180],
  ['UTC', 0],
  ['America/St_Johns', -210],
])('%s is %i minutes ahead of UTC', (zone, minutes) => {
  expect(offsetMs(at, zone)).toBe(minutes * 60_000);
});
