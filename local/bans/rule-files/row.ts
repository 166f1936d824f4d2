/** One row of a file of rules: what stands there, not yet known to be a rule, or why that cannot be read. */
export type Row = { readonly line: number } & ({ readonly content: unknown } | { readonly problem: string });
