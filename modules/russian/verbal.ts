const reflexive = /(?:ся|сь)$/u;
const participle = /(?:вш|[уюая]щ|[еи]м)(?:ий|ый)$/u;
const infinitive = /(?:ть|ти|чь)$/u;
const past = /л[аио]$/u;

/** Whether these are the forms of a verb or a participle, by the first, which is the lemma, and the past. */
export function isVerbal(forms: readonly string[]): boolean {
  const [lemma = ''] = forms;
  return (
    reflexive.test(lemma) || participle.test(lemma) || (infinitive.test(lemma) && forms.some((form) => past.test(form)))
  );
}
