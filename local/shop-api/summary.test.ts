import { expect, test } from 'vitest';
import type { SendOutcome } from './send-file.ts';
import { progressText, summaryJson, summaryText } from './summary.ts';

const outcome: SendOutcome = {
  end: 'failed',
  reason: 'cannot publish',
  sent: 4_000,
  failed: 2,
  refused: 3,
  incomplete: 1,
  skipped: 100,
  unconfirmed: 2_000,
  reached: 600,
  total: 1_000,
  secondsLeft: undefined,
  seconds: 2,
};

test('a summary hides nothing: sent, failed, earlier, unconfirmed, not reached', () => {
  expect(summaryText(outcome)).toBe(
    '4000 sent, 2 failed, 3 that the filter will refuse, 1 of which it will leave out fields, 100 dealt with by an earlier run, 2000 not confirmed (some may have arrived), ' +
      '400 bytes of the file not reached; 2.0 s, 2000/s',
  );
  expect(summaryJson(outcome, 'x.json', [], [])).toEqual({
    file: 'x.json',
    end: 'failed',
    reason: 'cannot publish',
    sent: 4_000,
    failed: 2,
    refused: 3,
    incomplete: 1,
    skipped: 100,
    unconfirmed: 2_000,
    bytes_reached: 600,
    bytes_not_reached: 400,
    seconds: 2,
    problems: [],
    warnings: [],
  });
});

test('progress of a file has a bar and the time that is left, that of a stream only counts', () => {
  const nothing = { failed: 0, refused: 0, incomplete: 0, skipped: 0, unconfirmed: 0 };
  const state = { ...nothing, sent: 500, reached: 250, total: 1_000, secondsLeft: 30 };
  expect(progressText(state, 10, true)).toBe('[######------------------] 25%, 500 sent, 50/s, 30 s left');
  expect(progressText({ ...state, failed: 3, total: undefined, secondsLeft: undefined }, 10, false)).toBe(
    '500 sent, 50/s, 3 failed',
  );
});
