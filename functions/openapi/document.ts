import { z } from 'zod';

const content = z.record(z.string(), z.looseObject({ example: z.unknown().optional() }));

const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: z.looseObject({}),
});

const operationSchema = z.looseObject({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  parameters: z.array(parameterSchema).optional(),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
});

/** An OpenAPI document, as far as this function reads it. */
export const documentSchema = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

export type Document = z.infer<typeof documentSchema>;
export type DocumentedOperation = z.infer<typeof operationSchema>;

/** A parameter of a path, and the rest of the address where it takes that. */
const part = /\{\w+\}/gu;

/** The methods of the path that an address has, without what precedes the paths; none for one that the API does not have. */
export function methodsOf({ paths }: Document, address: string): string[] {
  const found =
    paths[address] ??
    Object.entries(paths).find(([path]) => new RegExp(`^${path.replaceAll(part, '.+')}$`, 'u').test(address))?.[1] ??
    {};
  return Object.keys(found).map((method) => method.toUpperCase());
}
