import { describe, expect, test } from 'vitest';
import { decidePosition, type PartitionOffsets } from './positions.ts';

const offsets = (overrides: Partial<PartitionOffsets> = {}): PartitionOffsets => ({
  committed: 50,
  low: 0,
  high: 100,
  starting: 0,
  ...overrides,
});

describe('a partition that is new here', () => {
  test('begins at the committed offset', () => {
    expect(decidePosition(offsets(), undefined)).toEqual({ kind: 'begin', offset: 50 });
  });

  test('begins at the starting position when nothing was ever committed', () => {
    const fresh = offsets({ committed: undefined, starting: 100 });
    expect(decidePosition(fresh, undefined)).toEqual({ kind: 'begin', offset: 100 });
  });

  test('begins at the oldest record when retention deleted the committed one', () => {
    expect(decidePosition(offsets({ low: 60 }), undefined)).toEqual({ kind: 'begin', offset: 60 });
  });

  test('begins at the oldest record when the topic was made anew', () => {
    expect(decidePosition(offsets({ high: 10 }), undefined)).toEqual({ kind: 'begin', offset: 0 });
  });
});

describe('a partition that stayed here', () => {
  test('goes on with what it has, also when that is not committed yet', () => {
    expect(decidePosition(offsets(), 70)).toEqual({ kind: 'keep' });
  });

  test('goes on with what it has when nothing was ever committed, whatever LATEST is by now', () => {
    expect(decidePosition(offsets({ committed: undefined, starting: 100 }), 20)).toEqual({ kind: 'keep' });
  });

  test('begins anew when somebody else committed beyond it', () => {
    expect(decidePosition(offsets({ committed: 80 }), 70)).toEqual({ kind: 'begin', offset: 80 });
  });

  test('begins anew when the topic was made anew', () => {
    expect(decidePosition(offsets({ committed: undefined, high: 10 }), 70)).toEqual({ kind: 'begin', offset: 0 });
  });
});
