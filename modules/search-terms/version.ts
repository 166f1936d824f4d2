/**
 * Names the terms that this version makes of products. The index of products is made of it, too (index-body.ts), so `npm start` makes it
 * anew when the terms change. version.test.ts tells what it has to be.
 */
export const termsVersion = 's-vBKH5kp3ZT';
