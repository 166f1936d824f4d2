import { expect, test } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import { collect, type Reading } from './collect.ts';
import { exposition } from './exposition.ts';
import { definitions, type Sample } from './samples.ts';

const lines: string[] = [];
const options = { timeoutMs: 50, log: jsonLog((line) => void lines.push(line)) };
const deadLetters: Sample = { name: 'marketplace_dead_letters_waiting', value: 3 };
const answers: Reading = { system: 'kafka', what: 'dead letters', read: async () => [deadLetters] };
const fails: Reading = { system: 'kafka', what: 'lag', read: async () => Promise.reject(new Error('no broker')) };
const hangs: Reading = { system: 'hdfs', what: 'last analysis', read: () => new Promise(() => undefined) };

const up = (system: string, value: number): Sample => ({ name: 'marketplace_up', labels: { system }, value });

test('a system is up as long as it answers anything, and what it did not answer is missing and logged', async () => {
  const samples = await collect([answers, fails, hangs], options);
  expect(samples).toEqual([up('kafka', 1), up('opensearch', 0), up('hdfs', 0), deadLetters]);
  expect(lines.join('')).toContain('no broker');
  expect(lines.join('')).toContain('took longer than 50 ms');
});

test('samples become the text that Prometheus reads, with help and type once for each metric', async () => {
  const { contentType, body } = await exposition([
    up('kafka', 1),
    up('hdfs', 0),
    { name: 'marketplace_searches', value: 7 },
    { name: 'marketplace_rejected_products', labels: { rule: 'a "quoted" <rule> & 🚭' }, value: 2 },
  ]);
  expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(body.match(/# HELP marketplace_up/gu)).toHaveLength(1);
  expect(body).toContain('# TYPE marketplace_searches gauge\nmarketplace_searches 7\n');
  expect(body).toContain('marketplace_up{system="hdfs"} 0');
  expect(body).toContain(String.raw`marketplace_rejected_products{rule="a \"quoted\" <rule> & 🚭"} 2`);
});

test.each(Object.entries(definitions))('%s is named as Prometheus asks for', (name, { help }) => {
  expect(name).toMatch(/^marketplace_[a-z_]+$/u);
  // That is the name of a counter.
  expect(name.endsWith('_total')).toBe(false);
  // Base units only: https://prometheus.io/docs/practices/naming/#base-units
  expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|mb|percent)(_|$)/u);
  expect(help).not.toBe('');
});
