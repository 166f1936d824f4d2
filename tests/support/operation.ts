import { joinPieces } from '../../modules/opensearch/json-pieces.ts';
import type { Operation } from '../../modules/opensearch/operation.ts';

/** The document that an operation writes. */
export const documentText = ({ document = [] }: Pick<Operation, 'document'>): string =>
  joinPieces([document].flat()).toString();
