import { z } from 'zod';
import { importSchema } from '../../../functions/bans/change/import.ts';
import { forceParameters } from '../../../functions/bans/change/parameters.ts';
import { toldOnly, whySchema } from '../../../functions/bans/rule/new-rule.ts';
import { removalParameters } from '../../../functions/bans/change/remove.ts';
import { historySchema } from '../../../functions/bans/reading/history.ts';
import { rejectedSchema } from '../../../functions/bans/reading/rejected.ts';
import { listSchema } from '../../../functions/bans/reading/rules.ts';
import { sweepSchema } from '../../../modules/ban-sweeps/sweep.ts';
import { banRuleSchema } from '../../../modules/bans/rule.ts';
import { onlyParameters } from '../../../modules/http/parameters.ts';
import {
  changedAnswerSchema,
  historyAnswerSchema,
  importAnswerSchema,
  listAnswerSchema,
  listedRuleSchema,
  rejectedAnswerSchema,
  statusAnswerSchema,
  trialAnswerSchema,
} from '../../bans/answer.ts';
import { jsonSchemaOf, type JsonSchema } from '../json-schema.ts';
import type { Operation } from '../operation.ts';

const none = onlyParameters({}, 'this');
const ruleId = { rule_id: z.string().min(1).max(256) };
const tag = String.raw`(W/)?"?[0-9]{1,15}"?`;
const ifMatch = {
  'If-Match': z
    .string()
    .regex(new RegExp(String.raw`^(\*|${tag}( *, *${tag})*)$`, 'u'))
    .describe('The version, as ETag has it, that the change is meant for.'),
};
const rule = { kind: 'phrase', value: 'контрафактные часы', reason: 'Подделки запрещены' };
const ruleBody = { schema: banRuleSchema, name: 'BanRule', example: rule, refine: asWritten(['rule_id']) };
const changed = { schema: changedAnswerSchema, name: 'ChangedRule', headers: ['ETag'] };
const common = { answeredBy: 'bans', key: 'moderator' } as const;

/** What moderators ask for, each under a key of their own. */
export const moderatorOperations: readonly Operation[] = [
  {
    ...common,
    route: 'GET /bans',
    id: 'listRules',
    summary: 'Rules of the ban list',
    query: listSchema,
    answer: { status: 200, says: 'A page of rules.', schema: listAnswerSchema, name: 'Rules' },
    problems: [401],
  },
  {
    ...common,
    route: 'POST /bans',
    id: 'addRule',
    summary: 'Add a rule',
    description:
      'Without a rule_id one is made up. `why` goes into the history. A rule that matches much needs `force`.',
    query: forceParameters,
    body: ruleBody,
    answer: { status: 201, says: 'On all in-sync replicas.', ...changed, headers: ['ETag', 'Location'] },
    problems: [401, 409, 413, 415],
  },
  {
    ...common,
    route: 'POST /bans/import',
    id: 'importRules',
    summary: 'Add and change many rules',
    query: forceParameters,
    body: { schema: importSchema, name: 'ImportedRules', example: { rules: [{ rule_id: 'watches', ...rule }] } },
    answer: { status: 200, says: 'What came of each.', schema: importAnswerSchema, name: 'Import' },
    problems: [401, 409, 413, 415],
  },
  {
    ...common,
    route: 'POST /bans/test',
    id: 'tryRule',
    summary: 'What a rule would do; nothing is saved',
    query: none,
    body: { ...ruleBody, name: 'TriedRule', refine: asWritten(['rule_id', 'reason']) },
    answer: {
      status: 200,
      says: 'How many products it matches, and which share; how many it would reject and lift, and some.',
      schema: trialAnswerSchema,
      name: 'Trial',
    },
    problems: [401, 413, 415],
  },
  {
    ...common,
    route: 'GET /bans/status',
    id: 'showBanStatus',
    summary: 'The list as a whole, and what is being judged again',
    query: none,
    answer: { status: 200, says: 'Counts and sweeps.', schema: statusAnswerSchema, name: 'BanStatus' },
    problems: [401],
  },
  {
    ...common,
    route: 'GET /bans/history',
    id: 'listChanges',
    summary: 'Changes of the list, the newest first',
    query: historySchema,
    answer: { status: 200, says: 'Who changed what, when and why.', schema: historyAnswerSchema, name: 'Changes' },
    problems: [401],
  },
  {
    ...common,
    route: 'GET /bans/sweeps/{version}',
    id: 'showSweep',
    summary: 'How far the products are that a change touches',
    path: { version: z.int().min(0).max(999_999_999_999_999) },
    query: none,
    answer: { status: 200, says: 'The sweep.', schema: sweepSchema, name: 'Sweep' },
    problems: [401, 404],
  },
  {
    ...common,
    route: 'GET /bans/{rule_id}',
    id: 'showRule',
    summary: 'One rule',
    path: ruleId,
    query: none,
    answer: { status: 200, says: 'The rule.', schema: listedRuleSchema, name: 'Rule', headers: ['ETag'] },
    problems: [401, 404],
  },
  {
    ...common,
    route: 'PATCH /bans/{rule_id}',
    id: 'editRule',
    summary: 'Change a rule',
    description: 'The body is a JSON merge patch (RFC 7396).',
    path: ruleId,
    query: forceParameters,
    headers: ifMatch,
    body: { schema: z.record(z.string(), z.unknown()), name: 'RulePatch', example: { reason: 'Подделки' } },
    answer: { status: 200, says: 'On all in-sync replicas.', ...changed },
    problems: [401, 404, 409, 412, 413, 415],
  },
  {
    ...common,
    route: 'DELETE /bans/{rule_id}',
    id: 'removeRule',
    summary: 'Remove a rule',
    path: ruleId,
    query: removalParameters,
    headers: ifMatch,
    answer: { status: 200, says: 'On all in-sync replicas.', ...changed },
    problems: [401, 404, 409, 412],
  },
  {
    ...common,
    route: 'GET /rejected',
    id: 'listRejected',
    summary: 'Products that rules keep from buyers, the latest first',
    query: rejectedSchema,
    answer: { status: 200, says: 'A page of products.', schema: rejectedAnswerSchema, name: 'RejectedProducts' },
    problems: [401],
  },
];

/**
 * A rule as moderators write it: readRule refuses fields that its kind does not have, some may be left out, and what answers
 * say beside a rule means nothing.
 */
function asWritten(optional: readonly string[]): (schema: JsonSchema) => JsonSchema {
  const ignored = Object.fromEntries(Array.from(toldOnly, (field) => [field, {}]));
  const written = ({ properties, required = [], ...rest }: JsonSchema): JsonSchema => ({
    ...rest,
    properties: { ...properties, ...ignored, why: jsonSchemaOf(whySchema) },
    required: required.filter((field) => !optional.includes(field)),
    additionalProperties: false,
  });
  return ({ oneOf = [] }) => ({ oneOf: oneOf.map((kind) => written(kind)) });
}
