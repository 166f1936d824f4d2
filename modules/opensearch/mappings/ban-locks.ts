/** Who changes the ban list at the moment: one document while somebody does, read and written by its id. */
export const banLocks = { dynamic: false, properties: { expires_at: { type: 'date' } } };
