/** What the products of a catalogue have in common: its categories, brands and words are few beside its products. */
const most = 20_000;
/** What is longer is said by one product only. */
const longest = 100;

/** A function that finds each answer once, and all of them anew when it has too many. */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    if (text.length > longest) return find(text);
    const before = known.get(text);
    if (before !== undefined) return before.answer;
    if (known.size >= most) known.clear();
    const answer = find(text);
    known.set(text, { answer });
    return answer;
  };
}
