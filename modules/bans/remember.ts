/**
 * A function that remembers its answers, for texts that repeat as the words of a catalogue do. When it remembers `most`
 * of them it starts anew: texts that never repeat cost a bounded amount of memory.
 */
export function remember<T>(most: number, answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { readonly value: T }>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known.value;
    if (answers.size >= most) answers.clear();
    const value = answer(text);
    answers.set(text, { value });
    return value;
  };
}
