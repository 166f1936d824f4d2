import { z } from 'zod';

/** Fields of a mapping by name, each with its definition. */
export type Fields = Readonly<Record<string, object>>;

/** One index in the answer to a question for mappings; an index without fields has no `properties`. */
export const presentSchema = z.object({
  mappings: z.object({ properties: z.record(z.string(), z.looseObject({})).optional() }).optional(),
});

const isObject = (definition: object): definition is { readonly properties: Fields } =>
  'properties' in definition && typeof definition.properties === 'object';

/** Which of the wanted fields an index lacks, those within objects included. How a field that is there is defined is not compared. */
export function missingFields(wanted: Fields, present: Fields): Fields {
  const missing: Record<string, object> = {};
  for (const [name, definition] of Object.entries(wanted)) {
    const there = present[name];
    if (there === undefined) missing[name] = definition;
    else if (isObject(definition) && isObject(there)) {
      const properties = missingFields(definition.properties, there.properties);
      if (Object.keys(properties).length > 0) missing[name] = { properties };
    }
  }
  return missing;
}
