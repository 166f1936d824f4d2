import openapi from '../../docs/api/openapi.json' with { type: 'json' };
import { allowedOrigins } from '../../modules/config/environment.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { answerer } from './respond.ts';

/** The API as a document and as a page, and what a path answers to a method that it does not have. */
export const handler = apiFunction(answerer(openapi, allowedOrigins()));
