import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functionNames } from '../../modules/platform/function-names.ts';
import { topicNames } from '../../modules/platform/topics.ts';
import { arrows, ways } from './arrows.ts';
import { flowPicture, pictureFile } from './draw.ts';
import { functionPlaces, otherPlaces, topicPlaces } from './places.ts';

test('docs/pictures/architecture.svg is what `npm run picture` draws', () => {
  expect(readFileSync(pictureFile, 'utf8')).toBe(flowPicture());
});

test('every topic and every function stands in it, once', () => {
  const names = Array.from(flowPicture().matchAll(/class="name">([^<]+)</gu), ([, name = '']) => name);
  expect(names.toSorted()).toEqual([...topicNames, ...functionNames, ...Object.keys(otherPlaces)].toSorted());
});

test('no two things stand in one place', () => {
  const places = [topicPlaces, functionPlaces, otherPlaces].flatMap((each) => Object.values(each).map(String));
  expect(new Set(places).size).toBe(places.length);
});

test('its arrows are the rights: what a function reads by itself is dashed, and dead letters are told in words', () => {
  const drawn = arrows().map(({ from, to, isAside }) => `${from} ${isAside === true ? '- -' : '—'} ${to}`);
  expect(drawn).toEqual(
    expect.arrayContaining([
      '(products) — [filter]',
      '(banned_products) - - [filter]',
      '(banned_products) — [sweep]',
      '[archive] — HDFS',
    ]),
  );
  expect(drawn.filter((each) => each.includes('dead_letters'))).toEqual(['(dead_letters) — [index]']);
  expect(flowPicture()).toContain('into dead_letters goes what filter, index, sweep, aggregate, audit, archive cannot');
});

test('every way that was laid by hand is one of an arrow', () => {
  const drawn = new Set(arrows().map(({ from, to }) => `${from} → ${to}`));
  expect(Object.keys(ways).filter((way) => !drawn.has(way))).toEqual([]);
});
