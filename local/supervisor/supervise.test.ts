import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deathWindowMs,
  mostDeaths,
  supervise,
  unknown,
  type Followed,
  type Happening,
  type Seen,
} from './supervise.ts';

const begin = Date.UTC(2026, 10, 29);

/** Seconds from the beginning, and what happens then. */
type Story = readonly (readonly [seconds: number, what: Seen | 'succeeded' | 'failed' | 'told'])[];

const happening = (seconds: number, what: Story[number][1], become: Seen = 'died'): Happening => {
  const time = { at: begin + seconds * 1_000, chance: 0.5 };
  if (what === 'told') return { ...time, kind: 'told' };
  if (what === 'succeeded') return { ...time, kind: 'attempted', ok: true, seen: 'running' };
  if (what === 'failed') return { ...time, kind: 'attempted', ok: false, seen: become };
  return { ...time, kind: 'seen', seen: what };
};

const failed = (at: number): Happening => happening(at, 'failed', 'running');

/** What has become of a server after a story, and when it was to be started. */
function after(story: Story): { readonly followed: Followed; readonly startedAt: readonly number[] } {
  let followed = unknown;
  const startedAt: number[] = [];
  for (const [seconds, what] of story) {
    const decision = supervise(followed, happening(seconds, what));
    followed = decision.followed;
    if (decision.start) startedAt.push(seconds);
  }
  return { followed, startedAt };
}

/** A server that dies a second after each start, and is looked at when it is due: the waits are 0.75, 1.5, 3 and 6 s. */
const diesOnceStarted: Story = [
  ...[
    [0, 0.5, 1],
    [5, 6, 7],
    [11, 13.5, 14],
    [18, 23.5, 24],
  ].flatMap(([died = 0, early = 0, due = 0]): Story => [
    [died, 'died'],
    [early, 'died'],
    [due, 'died'],
    [due + 3, 'succeeded'],
  ]),
  [28, 'died'],
];

describe('a server that dies', () => {
  test('is started again after a moment, and is well when that has succeeded', () => {
    const story = after([
      [0, 'running'],
      [1, 'died'],
      [1.5, 'died'],
      [2, 'died'],
      [2.5, 'died'],
      [6, 'succeeded'],
    ]);
    expect(story.startedAt).toEqual([2]);
    expect(story.followed).toMatchObject({ phase: { name: 'well' }, outage: { since: begin + 1_000 } });
  });

  test('and was stopped on purpose before it was started again stays so', () => {
    const story: Story = [
      [0, 'died'],
      [0.5, 'stopped'],
      [60, 'stopped'],
    ];
    expect(after(story)).toMatchObject({ startedAt: [], followed: { phase: { name: 'well' } } });
  });

  test('is waited for longer from death to death, and stays down after the fifth in ten minutes', () => {
    const { followed, startedAt } = after(diesOnceStarted);
    expect(followed.phase).toEqual({ name: 'stays down' });
    expect(startedAt).toEqual([1, 7, 14, 24]);
  });

  test('once an hour is always started again', () => {
    const story = Array.from({ length: 50 }, (_, n) => n * 3_600).flatMap((at): Story => [
      [at, 'died'],
      [at + 1, 'died'],
      [at + 5, 'succeeded'],
    ]);
    expect(after(story).startedAt).toHaveLength(50);
  });
});

describe('one that stays down', () => {
  test('stays so for ever, and counts anew once people have started it', () => {
    const { followed, startedAt } = after([...diesOnceStarted, [7_200, 'died']]);
    expect(followed.phase).toEqual({ name: 'stays down' });
    expect(startedAt).toHaveLength(mostDeaths - 1);
    const again = after([...diesOnceStarted, [7_200, 'running'], [7_201, 'died'], [7_203, 'died']]);
    expect(again.startedAt.at(-1)).toBe(7_203);
    expect(again.followed.deaths).toHaveLength(1);
  });

  test('is one outage, from the first death until it is well again', () => {
    const { followed } = after([...diesOnceStarted, [7_200, 'running']]);
    expect(followed.outage).toEqual({ since: begin, wellAt: begin + 7_200_000, givenUpAt: begin + 28_000 });
  });
});

describe('an attempt that fails while the server runs, as when nothing can be deployed onto the engine', () => {
  test('is made again, however often, and is no death', () => {
    let { followed } = after([
      [0, 'died'],
      [1, 'died'],
    ]);
    let starts = 0;
    for (let at = 2; at < 1_800; at += 1) {
      const { followed: next, start } = supervise(followed, happening(at, 'running'));
      followed = start ? supervise(next, failed(at)).followed : next;
      if (followed.phase.name === 'starting') followed = supervise(followed, failed(at)).followed;
      if (start) starts += 1;
    }
    expect(starts).toBeGreaterThan(50);
    expect(followed.deaths.length).toBeLessThan(2);
    expect(followed.outage?.wellAt).toBeUndefined();
  });
});

describe('an outage', () => {
  const brief: Story = [
    [0, 'died'],
    [1, 'died'],
    [2, 'told'],
    [4, 'succeeded'],
  ];

  test('lasts until the server has been well for a quarter of a minute: people are told of nothing shorter', () => {
    expect(after([...brief, [18, 'running']]).followed.outage).toBeDefined();
    expect(after([...brief, [19, 'running']]).followed.outage).toBeUndefined();
  });

  test('goes on when the server dies again within that time', () => {
    const { followed } = after([...brief, [10, 'died']]);
    expect(followed.outage).toEqual({ since: begin, toldAt: begin + 2_000 });
  });

  test('of which nobody could be told waits until somebody can', () => {
    const untold = brief.filter(([, what]) => what !== 'told');
    expect(after([...untold, [60, 'running']]).followed.outage).toBeDefined();
    expect(after([...untold, [60, 'told'], [75, 'running']]).followed.outage).toBeUndefined();
    expect(after([...untold, [605, 'running']]).followed.outage).toBeUndefined();
  });
});

const whats = ['running', 'died', 'stopped', 'succeeded', 'failed', 'told'] as const;
const anyStory = fc.array(fc.tuple(fc.integer({ min: 100, max: 60_000 }), fc.constantFrom(...whats)), {
  maxLength: 200,
});

test('whatever happens, only a server that is to run is started, one attempt at a time, and never after five deaths', () => {
  fc.assert(
    fc.property(anyStory, fc.double({ min: 0, max: 0.999, noNaN: true }), (steps, chance) => {
      let followed = unknown;
      let at = begin;
      let isStarting = false;
      let seen: Seen = 'running';
      for (const [later, what] of steps) {
        at += later;
        const ends = what === 'succeeded' || what === 'failed';
        // Only an attempt that was begun can end.
        if (ends && !isStarting) continue;
        if (what === 'running' || what === 'died' || what === 'stopped') seen = what;
        if (what === 'succeeded') seen = 'running';
        const next = supervise(followed, { ...happening(0, what, seen), at, chance });
        // What is to run has died, or did not come to do its work.
        const mayStart = !isStarting && (what === 'died' || (what === 'running' && followed.failures > 0));
        expect(next.start && !(mayStart && next.followed.deaths.length < mostDeaths)).toBe(false);
        isStarting = (isStarting && !ends) || next.start;
        followed = next.followed;
        expect(followed.phase.name === 'starting').toBe(isStarting);
        expect(followed.deaths.length).toBeLessThanOrEqual(mostDeaths);
        expect(followed.deaths.every((death) => at - death < deathWindowMs)).toBe(true);
        // Who is not well has an outage that is not over.
        const isOver = followed.outage === undefined || followed.outage.wellAt !== undefined;
        expect(followed.phase.name !== 'well' && isOver).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
