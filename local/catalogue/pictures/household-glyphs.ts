import { circle, ellipse, ink, line, rect, shape, type Glyph } from './shapes.ts';

const cup: Glyph = ({ main, dark, light }) =>
  line('M136 82h12q18 0 18 20t-20 20h-14', main, 11) +
  line('M76 54q-7-9 0-16t0-14M104 54q-7-9 0-16t0-14', '#c4cad4', 5) +
  shape('M44 68h98v58q0 30-30 30H74q-30 0-30-30z', main) +
  rect(54, 82, 9, 50, 4, light) +
  ellipse(93, 68, 49, 9, dark) +
  ellipse(93, 69, 41, 6, '#7a4a2b') +
  ellipse(93, 164, 62, 7, light);

const armchair: Glyph = ({ main, dark, light }) =>
  rect(54, 150, 10, 18, 3, ink) +
  rect(136, 150, 10, 18, 3, ink) +
  rect(56, 40, 88, 84, 22, main) +
  rect(66, 50, 68, 52, 14, light) +
  rect(54, 106, 92, 30, 10, light) +
  rect(34, 86, 30, 68, 14, dark) +
  rect(136, 86, 30, 68, 14, dark) +
  rect(54, 128, 92, 26, 6, main);

const book: Glyph = ({ main, dark, light }) =>
  rect(58, 38, 94, 128, 6, dark) +
  rect(62, 146, 86, 14, 2, '#ffffff') +
  line('M64 151h82M64 156h82', '#c9ced8', 1) +
  rect(52, 32, 94, 118, 6, main) +
  rect(52, 32, 14, 118, 5, dark) +
  rect(78, 52, 56, 8, 3, light) +
  rect(78, 66, 40, 6, 3, light) +
  circle(106, 108, 20, light) +
  shape('M106 93l4 10 11 1-8 7 3 11-10-6-10 6 3-11-8-7 11-1z', main);

const dumbbell: Glyph = ({ main, dark, light }) =>
  rect(62, 93, 76, 14, 5, '#9aa3b0') +
  rect(62, 95, 76, 4, 2, '#dfe4ea') +
  rect(44, 58, 22, 84, 8, main) +
  rect(134, 58, 22, 84, 8, main) +
  rect(28, 72, 18, 56, 7, dark) +
  rect(154, 72, 18, 56, 7, dark) +
  rect(49, 66, 5, 66, 2, light) +
  rect(139, 66, 5, 66, 2, light);

const pencils: Glyph = ({ main, dark, light }) =>
  shape('M62 92V46l9-18 9 18v46z', '#f3c93c') +
  shape('M66 38l5-10 5 10z', ink) +
  shape('M92 92V38l9-18 9 18v54z', main) +
  shape('M96.500 29l4.500-9 4.500 9z', ink) +
  rect(122, 30, 16, 64, 3, '#d5dbe3') +
  line('M122 42h7M122 52h7M122 62h7M122 72h7', ink, 2) +
  shape('M48 84h104l-8 76q-1 8-9 8H65q-8 0-9-8z', main) +
  shape('M48 84h18l4 84h-5q-8 0-9-8z', light) +
  rect(44, 80, 112, 14, 6, dark);

const jar: Glyph = ({ main, dark, light }) =>
  rect(64, 36, 72, 22, 6, dark) +
  shape('M68 58h64q18 8 18 26v68q0 14-14 14H64q-14 0-14-14V84q0-18 18-26z', main) +
  rect(58, 78, 9, 74, 4, light) +
  rect(72, 88, 68, 54, 6, '#ffffff') +
  circle(106, 110, 13, light) +
  shape('M106 98q2-10 12-10-1 9-12 10z', '#3b9b5e') +
  rect(86, 129, 40, 5, 2, dark);

const wheel: Glyph = ({ main, dark, light }) =>
  circle(100, 100, 70, ink) +
  circle(100, 100, 63, '#454b57') +
  circle(100, 100, 46, main) +
  circle(100, 100, 38, dark) +
  [0, 72, 144, 216, 288]
    .map(
      (angle) =>
        `<rect x="94" y="62" width="12" height="40" rx="5" fill="${light}" transform="rotate(${angle} 100 100)"/>`,
    )
    .join('') +
  circle(100, 100, 13, main) +
  circle(100, 100, 5, ink);

const wateringCan: Glyph = ({ main, dark, light }) =>
  line('M64 86q-2-44 40-42 32 4 34 40', dark, 9) +
  shape('M132 122l38-54 10 7-40 74z', main) +
  shape('M160 58l28 20-7 10-28-20z', dark) +
  shape('M46 84h86q7 0 8 7l8 66q1 9-8 9H38q-9 0-8-9l8-66q1-7 8-7z', main) +
  shape('M46 84h14l-8 82H38q-9 0-8-9l8-66q1-7 8-7z', light) +
  shape('M90 146q-22-22 0-44 22 22 0 44z', light) +
  ellipse(89, 85, 44, 6, dark);

export const householdGlyphs = { cup, armchair, book, dumbbell, pencils, jar, wheel, wateringCan };
