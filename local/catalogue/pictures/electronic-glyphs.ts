import { circle, ellipse, ink, line, rect, shape, type Glyph } from './shapes.ts';

const screen = '#dfeaf6';
const glow = '#f6faff';

const watch: Glyph = ({ main, dark, light }) =>
  rect(78, 26, 44, 62, 8, dark) +
  rect(78, 112, 44, 62, 8, dark) +
  rect(144, 93, 10, 14, 3, dark) +
  circle(100, 100, 46, main) +
  circle(100, 100, 37, '#ffffff') +
  line('M100 67v6M100 127v6M67 100h6M127 100h6', dark, 4) +
  line('M100 100V76', ink, 5) +
  line('M100 100l17 10', ink, 5) +
  circle(100, 100, 4, light);

const phone: Glyph = ({ main, dark, light }) =>
  rect(64, 26, 72, 148, 14, main) +
  rect(70, 38, 60, 122, 6, screen) +
  shape('M70 160v-60l60-56v110q0 6-6 6z', glow) +
  rect(90, 31, 20, 3, 1, dark) +
  [0, 1, 2]
    .map((row) => [0, 1].map((column) => rect(79 + 23 * column, 78 + 24 * row, 18, 18, 5, light)).join(''))
    .join('') +
  rect(88, 165, 24, 3, 1, dark);

const headphones: Glyph = ({ main, dark, light }) =>
  line('M48 118V96a52 52 0 0 1 104 0v22', dark, 10) +
  line('M56 78a47 47 0 0 1 88 0', light, 4) +
  rect(36, 104, 34, 56, 15, main) +
  rect(130, 104, 34, 56, 15, main) +
  rect(60, 110, 12, 44, 6, dark) +
  rect(128, 110, 12, 44, 6, dark) +
  rect(43, 114, 5, 26, 2, light);

const laptop: Glyph = ({ main, dark, light }) =>
  rect(42, 48, 116, 82, 8, main) +
  rect(50, 56, 100, 66, 3, screen) +
  shape('M50 122V92l72-36h28v66z', glow) +
  shape('M28 136h144l-8 14q-1 2-4 2H40q-3 0-4-2z', dark) +
  rect(28, 132, 144, 6, 3, light) +
  rect(86, 134, 28, 4, 2, dark);

const charger: Glyph = ({ main, dark, light }) =>
  line('M100 132v18q0 14 18 14h24q16 0 16-16v-26', dark, 7) +
  rect(150, 100, 16, 26, 4, main) +
  rect(153, 90, 10, 12, 2, '#b4bcc8') +
  rect(68, 66, 64, 70, 14, main) +
  rect(68, 66, 64, 22, 11, light) +
  rect(82, 38, 8, 30, 3, '#aab2bf') +
  rect(110, 38, 8, 30, 3, '#aab2bf') +
  shape('M104 94l-16 22h11l-4 16 17-23h-11z', '#ffffff');

const kettle: Glyph = ({ main, dark, light }) =>
  line('M128 66q36 4 32 44-2 24-24 28', dark, 9) +
  shape('M70 58h58l16 96q1 8-7 8H60q-8 0-7-8z', main) +
  shape('M72 62l-30 14q-4 3-1 8l24 26z', dark) +
  shape('M74 68h12l-12 84h-10z', light) +
  rect(66, 50, 66, 11, 5, dark) +
  rect(92, 38, 14, 14, 6, dark) +
  rect(52, 156, 92, 10, 4, ink) +
  rect(112, 84, 8, 50, 4, screen);

const lamp: Glyph = ({ main, dark, light }) =>
  ellipse(100, 108, 62, 18, '#fff3c4') +
  shape('M72 36h56l32 66q2 6-5 6H45q-7 0-5-6z', main) +
  shape('M78 42h14l-22 62H50z', light) +
  circle(100, 112, 11, '#ffe08a') +
  rect(96, 118, 8, 42, 3, dark) +
  ellipse(100, 164, 34, 8, dark);

const drill: Glyph = ({ main, dark, light }) =>
  rect(148, 75, 34, 6, 2, '#98a2b1') +
  shape('M130 64h14l8 6v16l-8 6h-14z', ink) +
  shape('M44 54h78q10 0 10 10v28q0 10-10 10H96l6 48H66l-8-48H44q-12 0-12-12V66q0-12 12-12z', main) +
  rect(44, 60, 66, 9, 4, light) +
  shape('M60 146h46q6 0 6 6v14q0 6-6 6H56q-6 0-6-6v-12q0-8 10-8z', dark) +
  shape('M101 106h10q6 0 5 6l-4 16h-8z', ink);

export const electronicGlyphs = { watch, phone, headphones, laptop, charger, kettle, lamp, drill };
