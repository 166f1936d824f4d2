import { productSchema } from '../../modules/product/product.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { leastProduct, productExample } from './examples.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { openApiDocument } from './openapi.ts';

/** What stands in docs/api, by the names of the files. */
export const documents = (): Readonly<Record<string, object>> => ({
  'openapi.json': openApiDocument(),
  'asyncapi.json': asyncApiDocument(),
  'product.schema.json': {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Product',
    description:
      'A product as a shop sends it. Fields that are not named here are kept. A wrong field that is not required costs no ' +
      'product: it is left out.',
    ...jsonSchemaOf(productSchema),
    examples: [productExample, leastProduct],
  },
});

/** The text of a document's file. */
export const textOf = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
