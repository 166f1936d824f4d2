import { circle, ellipse, ink, line, rect, shape, type Glyph } from './shapes.ts';

const shoe: Glyph = ({ main, dark, light }) =>
  shape('M30 88q14 12 30 2l14-16q4-4 9-1l45 31q12 8 28 10 16 3 16 20v8H30q-6-28 0-54z', main) +
  shape('M30 88q14 12 30 2l6-7q14 20-2 36-16 10-36 8 0-20 2-39z', light) +
  line('M92 82l-12 12M105 91l-12 12M118 100l-12 12', '#ffffff', 5) +
  shape('M128 104q14 8 28 10 16 3 16 20h-34q-14-10-10-30z', dark) +
  shape('M26 140h148q2 20-14 20H38q-12 0-12-20z', '#ffffff') +
  line('M28 150h144', dark, 3);

const shirt: Glyph = ({ main, dark, light }) =>
  shape('M74 40q26 18 52 0l46 26-18 36-18-9v66q0 7-7 7H71q-7 0-7-7V93l-18 9-18-36z', main) +
  shape('M74 40q26 18 52 0l7 4q-33 28-66 0z', dark) +
  shape('M64 93v66q0 7 7 7h10V86z', light) +
  line('M136 93v-14', dark, 4) +
  line('M64 93v-14', dark, 4) +
  rect(106, 82, 18, 20, 3, dark);

const bag: Glyph = ({ main, dark, light }) =>
  line('M70 84V70a30 30 0 0 1 60 0v14', dark, 9) +
  shape('M46 78h108q5 0 6 5l8 72q1 9-8 9H40q-9 0-8-9l8-72q1-5 6-5z', main) +
  shape('M46 78h20l-8 86H40q-9 0-8-9l8-72q1-5 6-5z', light) +
  shape('M40 78h120l4 34q-64 26-128 0z', dark) +
  rect(90, 110, 20, 22, 5, '#f0d48a') +
  circle(100, 121, 4, ink);

const bottle: Glyph = ({ main, dark, light }) =>
  rect(94, 40, 12, 26, 2, '#b4bcc8') +
  shape('M78 36h42q12 0 14 12h-14l-6-2H78q-4 0-4-5t4-5z', ink) +
  rect(80, 62, 40, 14, 4, dark) +
  shape('M74 76h52q16 6 16 24v58q0 10-10 10H68q-10 0-10-10v-58q0-18 16-24z', main) +
  rect(66, 92, 10, 62, 5, light) +
  rect(82, 104, 48, 42, 5, '#ffffff') +
  shape('M106 110q16 14 0 30-16-16 0-30z', dark);

const toy: Glyph = ({ main, dark, light }) =>
  circle(62, 62, 20, main) +
  circle(138, 62, 20, main) +
  circle(62, 62, 10, light) +
  circle(138, 62, 10, light) +
  ellipse(100, 150, 46, 26, dark) +
  circle(100, 96, 54, main) +
  ellipse(100, 116, 26, 20, light) +
  ellipse(100, 107, 9, 6, ink) +
  line('M100 113v8M90 124q10 9 20 0', ink, 4) +
  circle(80, 86, 6, ink) +
  circle(120, 86, 6, ink) +
  circle(82, 84, 2, '#ffffff') +
  circle(122, 84, 2, '#ffffff');

const bowl: Glyph = ({ main, dark, light }) =>
  ellipse(100, 98, 62, 16, dark) +
  [66, 84, 102, 120, 134].map((x, index) => circle(x, index % 2 === 0 ? 92 : 86, 11, '#a8703f')).join('') +
  shape('M36 98h128l12 54q2 10-8 10H32q-10 0-8-10z', main) +
  shape('M36 98h22l-8 64H32q-10 0-8-10z', light) +
  ellipse(100, 140, 14, 11, '#ffffff') +
  circle(82, 126, 6, '#ffffff') +
  circle(94, 117, 6, '#ffffff') +
  circle(107, 117, 6, '#ffffff') +
  circle(119, 126, 6, '#ffffff');

const gift: Glyph = ({ main, dark, light }) =>
  line('M100 68q-34-6-30-24 6-14 22 2 8 10 8 22 0-12 8-22 16-16 22-2 4 18-30 24z', dark, 8) +
  rect(48, 90, 104, 76, 6, main) +
  rect(40, 68, 120, 26, 6, light) +
  rect(88, 68, 24, 98, 0, dark);

export const wearableGlyphs = { shoe, shirt, bag, bottle, toy, bowl, gift };
