import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parsed } from '../../modules/errors/bad-message.ts';
import { readProduct } from '../../modules/product/product.ts';
import { projectRoot } from '../instance/instance.ts';
import { documents, textOf } from './documents.ts';
import { leastProduct, productExample } from './examples.ts';
import { operations } from './openapi.ts';

const made = documents();

test.each(Object.keys(made))(
  'docs/api/%s is what the functions parse by; npm run api:documents makes it anew',
  (name) => {
    expect(readFileSync(join(projectRoot, 'docs/api', name), 'utf8')).toBe(textOf(made[name] ?? {}));
  },
);

test.each(['openapi.json', 'asyncapi.json'])('Redocly finds nothing in %s', async (name) => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      // Paths of the ban list stand beside ids of rules: the words of the API are no ids (docs/bans.md).
      'no-ambiguous-paths': 'off',
      // Products of any shape are taken: the schema says what they should be, and that all else goes, too.
      'no-illogical-composition-keywords': 'off',
    },
  });
  const problems = await lintFromString({ source: textOf(made[name] ?? {}), absoluteRef: name, config });
  expect(
    problems.map(({ ruleId, message, location: [where] }) => `${ruleId} ${where?.pointer ?? ''}: ${message}`),
  ).toEqual([]);
});

const isProduct = new Ajv2020({ strict: false, validateFormats: false }).compile(made['product.schema.json'] ?? {});

test.each([productExample, leastProduct])(
  'the example $product_id is a product, to its schema and to the filter',
  (example) => {
    expect(isProduct(example)).toBe(true);
    expect(readProduct(Buffer.from(JSON.stringify(example)))).toEqual(parsed({ product: example, dropped: [] }));
  },
);

test.each([
  ['no name', { name: undefined }],
  ['a blank name', { name: ' ' }],
  ['a price of text', { price: { amount: '5', currency: 'RUB' } }],
  ['a category of a dot', { category: '.' }],
  ['an empty id', { product_id: '' }],
])('a product with %s is none, to its schema and to the filter', (_, fields) => {
  const product = JSON.parse(JSON.stringify({ ...leastProduct, ...fields })) as unknown;
  expect(isProduct(product)).toBe(false);
  expect(readProduct(Buffer.from(JSON.stringify(product)))).toMatchObject({ ok: false });
});

test('every operation has a name of its own, and so has every schema', () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const schemas = Map.groupBy(
    operations.flatMap(({ body, answer }) => [...(body ? [body] : []), answer]),
    ({ name }) => name,
  );
  for (const [name, contents] of schemas)
    expect([name, new Set(contents.map(({ schema }) => schema)).size]).toEqual([name, 1]);
});
