/** Characters of JSON that an answer may have: a function may answer 6 MB, in which every quote is escaped. */
const maxCharacters = 1_500_000;

/** The first rows, as many as are asked for and fit into an answer; one at least. */
export function firstPage<T>(rows: readonly T[], limit: number): T[] {
  const page: T[] = [];
  let characters = 0;
  for (const row of rows.slice(0, limit)) {
    characters += JSON.stringify(row).length;
    if (page.length > 0 && characters > maxCharacters) break;
    page.push(row);
  }
  return page;
}
