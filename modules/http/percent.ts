/** What stands in an address as percent signs and digits, as text; undefined when it is no text in UTF-8. */
export function decodedOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
