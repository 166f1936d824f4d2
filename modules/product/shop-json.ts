declare global {
  /** https://tc39.es/proposal-json-parse-with-source/, which Node.js 22 has and TypeScript's library does not know. */
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): unknown;
  }
}

/**
 * A shop's JSON object with other fields in place of its own of the same names. Numbers keep the digits that the shop wrote,
 * also those that no JavaScript number can hold.
 */
export function withFields(shopJson: string, fields: object): string {
  return JSON.stringify({ ...(parseKeepingDigits(shopJson) as object), ...fields });
}

/** The elements of a JSON array, each as JSON of its own; numbers keep their digits. */
export const elementsOf = (json: string): string[] =>
  (parseKeepingDigits(json) as readonly unknown[]).map((element) => JSON.stringify(element));

const parseKeepingDigits = (json: string): unknown =>
  JSON.parse(json, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? JSON.rawJSON(source) : value,
  );
