import { join } from 'node:path';
import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { projectRoot } from '../../local/instance/instance.ts';
import type { GrafanaParts } from './grafana-types.ts';

/** What a value breaks of a JSON schema made from Grafana's types. */
export type Check = (value: unknown) => readonly string[];

export interface GrafanaSchema {
  readonly dashboard: Check;
  readonly part: (name: keyof GrafanaParts) => Check;
}

/** Reads Grafana's types, which takes some seconds. */
export function grafanaSchema(): GrafanaSchema {
  const generator = createGenerator({
    path: join(import.meta.dirname, 'grafana-types.ts'),
    tsconfig: join(projectRoot, 'tsconfig.json'),
    skipTypeCheck: true,
    additionalProperties: false,
    jsDoc: 'none',
  });
  const ajv = new Ajv({ strict: false });
  ajv.addSchema(generator.createSchema('GrafanaDashboard') as SchemaObject, 'dashboard');
  ajv.addSchema(generator.createSchema('GrafanaParts') as SchemaObject, 'parts');
  return {
    dashboard: check(ajv.compile({ $ref: 'dashboard#/definitions/GrafanaDashboard' })),
    part: (name) => check(ajv.compile({ $ref: `parts#/definitions/GrafanaParts/properties/${name}` })),
  };
}

const check =
  (validate: ValidateFunction): Check =>
  (value) => {
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  };
