import { glyphs, type Picture } from './picture.ts';
import { paints, type Paint } from './paint.ts';
import { ellipse, line, moved, rect, shape } from './shapes.ts';

const cardboard = { main: '#d9b382', dark: '#b98d58', light: '#e9cda4', tape: '#f3e3c8' };

/** The picture as SVG: shapes and nothing else, no script, no link, no text. */
export function drawn({ glyph, paint: name, view }: Picture): string {
  const paint = paints[name];
  const thing = glyphs[glyph](paint);
  const seen = { front: () => front(thing), side: () => side(thing), box: () => box(thing, paint) }[view]();
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 200 200">${ground(paint)}${seen}</svg>\n`;
}

/** A light wall and a floor, tinted by the thing, so that a white one is seen on it, too. */
const ground = ({ dark }: Paint): string =>
  rect(0, 0, 200, 200, 0, '#eef1f5') +
  `<rect width="200" height="200" fill="${dark}" fill-opacity="0.1"/>` +
  `<path d="M0 158h200v42H0z" fill="${dark}" fill-opacity="0.12"/>`;

const shadow = `<ellipse cx="100" cy="172" rx="66" ry="8" fill="#1b1f27" fill-opacity="0.16"/>`;

const front = (thing: string): string => shadow + thing;

/** Turned by a third, with what was on its right nearer. */
const side = (thing: string): string => shadow + moved('translate(30 14) scale(.7 1) skewY(-8)', thing);

const box = (thing: string, { main, light }: Paint): string =>
  `<ellipse cx="104" cy="174" rx="80" ry="8" fill="#1b1f27" fill-opacity="0.16"/>` +
  shape('M32 66l30-26h108l-24 26z', cardboard.light) +
  shape('M146 66l24-26v104l-24 30z', cardboard.dark) +
  rect(32, 66, 114, 108, 2, cardboard.main) +
  shape('M80 66l26-26h14l-24 26z', cardboard.tape) +
  rect(80, 66, 16, 18, 0, cardboard.tape) +
  rect(48, 90, 82, 72, 6, '#ffffff') +
  moved('translate(55 92) scale(.34)', ellipse(100, 176, 70, 8, light) + thing) +
  line('M136 160v-12M141 160v-12', main, 3);
