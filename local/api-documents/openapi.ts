import packageJson from '../../package.json' with { type: 'json' };
import { fieldsOf, jsonSchemaOf, type JsonSchema } from './json-schema.ts';
import type { KeyOwner, Operation } from './operation.ts';
import { buyerOperations } from './operations/buyers.ts';
import { platformOperations } from './operations/everyone.ts';
import { moderatorOperations } from './operations/moderators.ts';
import { shopOperations } from './operations/shops.ts';
import { headers, problems, problemSchema } from './problems.ts';

/** Everything that the REST API does; a test of the stack compares its routes. */
export const operations: readonly Operation[] = [
  ...buyerOperations,
  ...shopOperations,
  ...moderatorOperations,
  ...platformOperations,
];

const bearer = (owner: string): object => ({ type: 'http', scheme: 'bearer', description: `The key of ${owner}.` });

const securitySchemes: Readonly<Record<KeyOwner, object>> = {
  buyer: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'The key of buyers’ clients.' },
  shop: bearer('a shop'),
  moderator: bearer('a moderator'),
  metrics: bearer('metrics'),
};

const tags: Readonly<Record<KeyOwner | 'everyone', string>> = {
  buyer: 'What buyers’ clients ask for.',
  shop: 'What shops send.',
  moderator: 'The ban list.',
  metrics: 'What Prometheus reads.',
  everyone: 'What needs no key.',
};

/** The REST API as OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1 */
export function openApiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Marketplace API',
      version: packageJson.version,
      description: packageJson.description,
      license: { name: packageJson.license, identifier: packageJson.license },
    },
    // Beside this document.
    servers: [{ url: '.', description: 'The deployment that serves this document.' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: pathsOf(operations),
    components: {
      securitySchemes,
      schemas: { Problem: jsonSchemaOf(problemSchema), ...schemasOf(operations) },
      responses: problems,
      headers,
    },
  };
}

function pathsOf(all: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of all) {
    const [method = '', path = ''] = operation.route.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation) };
  }
  return paths;
}

function schemasOf(all: readonly Operation[]): Record<string, JsonSchema> {
  const contents = all.flatMap(({ body, answer }) => [...(body ? [body] : []), answer]);
  return Object.fromEntries(
    contents.map(({ name, schema, refine = (same) => same }) => [name, refine(jsonSchemaOf(schema))]),
  );
}

function operationObject(operation: Operation): object {
  const { id, summary, description, key, body, answer, problems: own = [] } = operation;
  const parameters = parametersOf(operation);
  const refusals = [400, 405, 429, 500, 503, ...(key === 'buyer' ? [403] : []), ...own];
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    tags: [key ?? 'everyone'],
    security: key === undefined ? [] : [{ [key]: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [answer.status]: {
        description: answer.says,
        ...(answer.headers && { headers: refsTo('headers', answer.headers) }),
        content: contentOf(answer),
      },
      ...(answer.headers?.includes('ETag') && answer.status === 200 && { 304: { $ref: '#/components/responses/304' } }),
      ...Object.fromEntries(refusals.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
  };
}

const refsTo = (kind: string, names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/${kind}/${name}` }]));

const contentOf = ({ name, mediaType = 'application/json', example }: NonNullable<Operation['body']>): object => ({
  [mediaType]: { schema: { $ref: `#/components/schemas/${name}` }, ...(example !== undefined && { example }) },
});

function parametersOf({ path = {}, query, headers: sent = {} }: Operation): object[] {
  return [
    ...Object.entries(path).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: jsonSchemaOf(schema),
    })),
    ...(query ? fieldsOf(query) : []).map(({ name, schema, required }) => ({
      name,
      in: 'query',
      ...(required && { required }),
      schema,
    })),
    ...Object.entries(sent).map(([name, schema]) => ({ name, in: 'header', schema: jsonSchemaOf(schema) })),
  ];
}
