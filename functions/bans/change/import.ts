import type { APIGatewayProxyResult } from 'aws-lambda';
import { z } from 'zod';
import { check } from '../../../modules/errors/schema.ts';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../../modules/http/response.ts';
import { currentList, withParameters, type Answer, type Answering } from '../answering.ts';
import { invalidFields, readObject } from '../request.ts';
import { whySchema } from '../rule/new-rule.ts';
import { isTooMuch, shareText } from '../trial/share.ts';
import { matchedShares } from '../trial/shares.ts';
import { readRows, sortRows, type Refused, type SetRow, type SortedRows } from './import-rows.ts';
import { forceParameters } from './parameters.ts';
import { changeList } from './publish.ts';

/** A function takes 6 MB with everything around the body. */
const maxBytes = 4 * 1024 * 1024;
const maxRules = 1_000;

export const importSchema = z.strictObject({ rules: z.array(z.unknown()).max(maxRules), why: whySchema.optional() });

/** POST /bans/import: adds rules and changes those that are there. What is refused holds up nothing else. */
export const importRules: Answer = withParameters(forceParameters, async (answering, request, { force }) => {
  const { moderator, startedAt } = answering;
  const body = readObject(request, maxBytes);
  if (!body.ok) return problemResponse(body.problem);
  const content = check(importSchema, body.content);
  if (!content.ok) return problemResponse(invalidParameters(invalidFields(content.issues)));
  const read = readRows(content.value.rules);
  const first = sortRows(read, (await currentList(answering)).rules, moderator, startedAt);
  const verdicts = force ? undefined : await tryRows(answering, first.set);
  if (decide(first, verdicts).set.length === 0) return outcome(decide(first, verdicts), []);
  return changeList(answering, async ({ rules }) => {
    const decided = decide(sortRows(read, rules, moderator, startedAt), verdicts);
    return {
      changes: decided.set.map(({ rule }) => ({ ruleId: rule.rule_id, rule })),
      why: content.value.why,
      answer: (versions) => outcome(decided, versions),
    };
  });
});

/** By the number of a row: why it is not set, or undefined when it may be. */
type Verdicts = ReadonlyMap<number, string | undefined>;

async function tryRows(answering: Answering, rows: readonly SetRow[]): Promise<Verdicts> {
  const tried = rows.filter(({ isTried }) => isTried);
  const shares = await matchedShares(
    answering,
    tried.map(({ rule }) => rule),
  );
  return new Map(
    tried.map(({ index }, number) => {
      const share = shares[number];
      const isRefused = share !== undefined && isTooMuch(share);
      return [index, isRefused ? `${shareText(share)}; if that is meant, send it with force=true` : undefined];
    }),
  );
}

/** Without what matches too much. No verdicts: everything is forced. */
function decide({ set, refused, ...rest }: SortedRows, verdicts: Verdicts | undefined): SortedRows {
  const faults = set.flatMap(({ index, isTried, rule }): Refused[] => {
    const fault =
      verdicts === undefined || !isTried ? undefined : verdicts.has(index) ? verdicts.get(index) : overtaken;
    return fault === undefined ? [] : [{ index, rule_id: rule.rule_id, errors: [fault] }];
  });
  const faulty = new Set(faults.map(({ index }) => index));
  return { ...rest, set: set.filter(({ index }) => !faulty.has(index)), refused: [...refused, ...faults] };
}

const overtaken = 'somebody else changed the rule meanwhile; look at it and import it again';

function outcome({ set, unchanged, refused }: SortedRows, versions: readonly number[]): APIGatewayProxyResult {
  const added = set.filter(({ isNew }) => isNew).length;
  const version = versions.at(-1);
  return jsonResponse({
    added,
    changed: set.length - added,
    unchanged,
    refused: refused.toSorted((one, other) => one.index - other.index),
    ...(version !== undefined && { version, sweep: version }),
  });
}
