import { isObject, type JsonObject } from '../request.ts';

/** What becomes of an object by a JSON merge patch, https://www.rfc-editor.org/rfc/rfc7396 */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged.delete(field);
    else merged.set(field, isObject(value) ? mergePatch(merged.get(field), value) : value);
  }
  return Object.fromEntries(merged);
}

/** The merge patch that makes the fields of `target` those of `present`; objects inside are taken as a whole. */
export function changedFields(target: JsonObject, present: JsonObject): JsonObject {
  const fields = new Set([...Object.keys(target), ...Object.keys(present)]);
  return Object.fromEntries(
    [...fields]
      .filter((field) => JSON.stringify(target[field]) !== JSON.stringify(present[field]))
      .map((field) => [field, present[field] ?? null]),
  );
}
