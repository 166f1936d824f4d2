import { describe, expect, test } from 'vitest';
import { functionNames } from '../modules/platform/function-names.ts';
import { productImports } from './support/imports.ts';

const imports = productImports();
const importsFrom = Map.groupBy(imports, ({ from }) => from);
const topFolder = (file: string): string => file.split('/')[0] ?? '';
/** Folders of these are systems and ideas; elsewhere the top folder is one. */
const divided = new Set(['functions', 'modules', 'local']);
const folder = (file: string): string =>
  file
    .split('/')
    .slice(0, divided.has(topFolder(file)) ? 2 : 1)
    .join('/');

function pairs(folderOf: (file: string) => string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { from, to } of imports)
    if (folderOf(from) !== folderOf(to)) found.set(`${folderOf(from)} → ${folderOf(to)}`, `${from} imports ${to}`);
  return found;
}

test.each([
  ['top folders', topFolder],
  ['folders', folder],
])('no two %s import each other', (_, folderOf) => {
  const found = pairs(folderOf);
  const mutual = [...found].filter(([pair]) => found.has(pair.split(' → ').toReversed().join(' → ')));
  expect(mutual.map(([, example]) => example)).toEqual([]);
});

/** What each layer of modules/ may import beside its own folder; a folder that is in none may import all of them. */
const layers: Readonly<Record<string, { readonly folders: readonly string[]; readonly mayImport: readonly string[] }>> =
  {
    ground: {
      folders: ['config', 'errors', 'logging', 'objects', 'retry', 'russian'],
      mayImport: ['config', 'errors', 'logging', 'objects', 'retry'],
    },
    'the declarations of the platform': { folders: ['platform'], mayImport: ['objects'] },
    'rules for products and behaviour': {
      folders: ['product', 'bans', 'ubi'],
      mayImport: ['errors', 'objects', 'product', 'russian'],
    },
  };

test.each(Object.entries(layers))('%s: its modules import only what lies below', (_, { folders, mayImport }) => {
  const upwards = imports.filter(({ from, to }) => {
    const [own, other] = [from, to].map((file) => file.split('/')[1] ?? '');
    return (
      from.startsWith('modules/') && folders.includes(own ?? '') && own !== other && !mayImport.includes(other ?? '')
    );
  });
  expect(upwards).toEqual([]);
});

test('folders of modules/ import each other in one direction only, also around several corners', () => {
  const below = new Map<string, Set<string>>();
  for (const { from, to } of imports)
    if (from.startsWith('modules/') && folder(from) !== folder(to))
      below.set(folder(from), (below.get(folder(from)) ?? new Set()).add(folder(to)));
  const reaches = (from: string, seen: Set<string>): Set<string> => {
    for (const next of below.get(from) ?? []) if (!seen.has(next)) reaches(next, seen.add(next));
    return seen;
  };
  expect([...below.keys()].filter((from) => reaches(from, new Set()).has(from))).toEqual([]);
});

test('functions/ holds what is deployed, a folder a function', () => {
  const folders = new Set(imports.flatMap(({ from }) => (from.startsWith('functions/') ? [folder(from)] : [])));
  expect(folders).toEqual(new Set(functionNames.map((name) => `functions/${name}`)));
  const handlers = functionNames.filter((name) => !imports.some(({ from }) => from === `functions/${name}/handler.ts`));
  expect(handlers).toEqual([]);
});

const takenByStandIns = new Set(['modules/errors', 'modules/kafka', 'modules/logging', 'modules/retry']);

describe.each(['event-source', 'msk', 'emf'])('the stand-in local/%s', (name) => {
  const own = `local/${name}`;

  test('takes errors, logging, retries and Kafka from modules/, and nothing else of the project', () => {
    const taken = new Set(imports.filter(({ from }) => folder(from) === own).map(({ to }) => folder(to)));
    expect([...taken].filter((other) => other !== own && !takenByStandIns.has(other))).toEqual([]);
  });

  test('brings no declaration of the platform along', () => {
    const reached = new Set([`${own}/main.ts`]);
    for (const file of reached) for (const { to } of importsFrom.get(file) ?? []) reached.add(to);
    const folders = new Set([...reached].map((file) => folder(file)));
    expect([...folders]).toContain('modules/errors');
    expect(['modules/platform', 'modules/config'].filter((each) => folders.has(each))).toEqual([]);
  });
});
