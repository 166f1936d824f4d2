const firstLetter = 0x430;

/** The letters from а to я, without ё, are numbered from 1 to this. */
export const lastLetter = 32;

/** The number of the letter with this character code; of another character something else than 1 to 32. */
export const letterOf = (code: number): number => code - firstLetter + 1;

export const characterOf = (letter: number): string => String.fromCharCode(letter + firstLetter - 1);
