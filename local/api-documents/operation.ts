import type { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';
import type { FunctionName } from '../../modules/platform/function-names.ts';

/** Whose key an operation asks for. */
export type KeyOwner = 'buyer' | 'shop' | 'moderator' | 'metrics';

/** An operation of the REST API: what is sent, and what is answered. */
export interface Operation {
  /** For example `GET /products/{product_id}`. */
  readonly route: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Which function answers. */
  readonly answeredBy: FunctionName;
  /** Anyone may ask when it is left out. */
  readonly key?: KeyOwner;
  /** Parameters of the query by their names: the schema that the function parses them by. */
  readonly query?: z.ZodType;
  /** Parts of the path by their names. */
  readonly path?: Readonly<Record<string, z.ZodType>>;
  /** Headers by their names; each may be left out. */
  readonly headers?: Readonly<Record<string, z.ZodType>>;
  readonly body?: Content;
  readonly answer: Content & { readonly status: number; readonly says: string; readonly headers?: readonly string[] };
  /** Problems (RFC 9457) beside those of every operation, by status. */
  readonly problems?: readonly number[];
}

/** A content of a body; JSON unless it has another media type. */
interface Content {
  readonly schema: z.ZodType;
  /** The name under which the document has the schema. */
  readonly name: string;
  readonly mediaType?: string;
  /** Makes what the function takes of what its schema takes, where it looks at more. */
  readonly refine?: (schema: JsonSchema) => JsonSchema;
  readonly example?: unknown;
}
