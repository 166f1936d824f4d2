/** Words of the API, which stand where the id of a rule does: a rule of this id could not be asked for. */
const reserved: ReadonlySet<string> = new Set(['test', 'status', 'history', 'import', 'sweeps']);

export const isReserved = (id: string): boolean => reserved.has(id) || id.startsWith('sweeps/');

/** What is wrong with the id of a new rule. */
export function ruleIdFault(id: string): string | undefined {
  if (isReserved(id)) return `"${id}" is a word of the API: choose another id`;
  if (id !== id.trim()) return 'must not begin or end with a blank';
  if (id === '.' || id === '..' || !id.isWellFormed() || /\p{Cc}/u.test(id)) return 'cannot stand in an address';
  return undefined;
}

/** The id of a rule that was given none. `random`: a UUID. */
export const madeUpId = (random: string): string => `ban-${random.replaceAll('-', '').slice(0, 8)}`;
