import { z } from 'zod';
import { valuesOfSingle } from '../../modules/http/parameters.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What a schema takes, as JSON Schema 2020-12. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...content } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const single = valuesOfSingle.get(zodSchema);
      if (single !== undefined) replace(jsonSchema, jsonSchemaOf(single));
      // The library's expression for a format says no more than the format.
      if (jsonSchema.format !== undefined || jsonSchema.type === 'integer') delete jsonSchema.pattern;
      // Everything that JavaScript counts exactly is no bound that a reader would miss.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return content;
}

function replace(target: object, content: object): void {
  for (const name of Object.keys(target)) Reflect.deleteProperty(target, name);
  Object.assign(target, content);
}

/** The fields of an object, each with its schema and whether it must be there. */
export function fieldsOf(schema: z.ZodType): { name: string; schema: JsonSchema; required: boolean }[] {
  const { properties = {}, required = [] } = jsonSchemaOf(schema);
  return Object.entries(properties).map(([name, field]) => ({
    name,
    schema: field as JsonSchema,
    required: required.includes(name),
  }));
}
