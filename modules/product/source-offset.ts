/** What a header says of the offset at which a shop sent a product; undefined when it says none. */
export function readSourceOffset(value: Buffer | null | undefined): number | undefined {
  const text = value?.toString('latin1') ?? '';
  return /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
}
