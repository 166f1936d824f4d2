import { z } from 'zod';
import type { Operation } from '../operation.ts';

/** What the platform says of itself. */
export const platformOperations: readonly Operation[] = [
  {
    route: 'GET /',
    id: 'showPage',
    summary: 'This document as a page',
    answeredBy: 'openapi',
    answer: { status: 200, says: 'HTML.', schema: z.string(), name: 'Page', mediaType: 'text/html', headers: ['ETag'] },
  },
  {
    route: 'GET /openapi.json',
    id: 'showDocument',
    summary: 'This document',
    answeredBy: 'openapi',
    answer: {
      status: 200,
      says: 'OpenAPI 3.1.',
      schema: z.looseObject({ openapi: z.string() }),
      name: 'Document',
      headers: ['ETag'],
    },
  },
  {
    route: 'GET /metrics',
    id: 'readMetrics',
    summary: 'Metrics for Prometheus',
    answeredBy: 'metrics',
    key: 'metrics',
    answer: {
      status: 200,
      says: "Prometheus's text format.",
      schema: z.string(),
      name: 'Metrics',
      mediaType: 'text/plain',
    },
    problems: [401],
  },
];
