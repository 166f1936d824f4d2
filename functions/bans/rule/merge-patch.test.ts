import { expect, test } from 'vitest';
import { changedFields, mergePatch } from './merge-patch.ts';

// The examples of RFC 7396, appendix A, whose target and patch are objects.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j with %j is %j', (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

test('a field with the name of a prototype is a field like others', () => {
  const patch = JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
  expect(JSON.stringify(mergePatch({}, patch))).toBe('{"__proto__":{"polluted":true}}');
  expect({}).not.toHaveProperty('polluted');
});

test('what changed between two versions is a patch that makes one of the other', () => {
  const [before, after] = [
    { a: 1, b: [1], c: { d: 1 } },
    { a: 1, b: [2], e: 'new' },
  ];
  const changed = changedFields(before, after);
  expect(changed).toEqual({ b: [2], c: null, e: 'new' });
  expect(mergePatch(before, changed)).toEqual(after);
});
