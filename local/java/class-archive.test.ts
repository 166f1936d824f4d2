import { expect, test } from 'vitest';
import { completeLines } from './archive-classes.ts';
import { archiveFlags, archiveName, type Origin } from './class-archive.ts';

const kafka: Origin = { name: 'kafka.jar', size: 1_000, mtimeMs: 1 };

test('an archive of other jars or of another Java has another name', () => {
  const java: Origin = { name: 'java', size: 100, mtimeMs: 1 };
  const origins: readonly (readonly Origin[])[] = [
    [java, kafka],
    [java],
    [java, kafka, { ...kafka, name: 'more.jar' }],
    [java, { ...kafka, mtimeMs: 2 }],
    [{ ...java, size: 101 }, kafka],
  ];
  expect(new Set(origins.map((each) => archiveName('kafka', each)))).toHaveLength(5);
});

test('without an archive a program writes its classes down, if it has a place for them', () => {
  expect(archiveFlags('/no/such/archive', '/instance/classes')).toEqual(['-XX:DumpLoadedClassList=/instance/classes']);
  expect(archiveFlags('/no/such/archive', undefined)).toEqual([]);
});

test('with an archive it starts from it and writes nothing down', () => {
  const flags = archiveFlags(import.meta.filename, '/instance/classes');
  expect(flags).toContain(`-XX:SharedArchiveFile=${import.meta.filename}`);
  expect(flags.join()).not.toContain('DumpLoadedClassList');
});

test('of a list that is being written the last line is left out', () => {
  expect(completeLines('java/lang/Object id: 0\njava/lang/Str')).toBe('java/lang/Object id: 0\n');
  expect(completeLines('java/la')).toBe('');
});
