/** How units are spelled in names of products, and how many of the first of its line each is. Russian ones with all their endings. */
const spellings: Readonly<Record<string, readonly (readonly [factor: number, spelled: string])[]>> = {
  mm: [
    [1, 'мм mm миллиметр'],
    [10, 'см cm сантиметр'],
    [100, 'дм дециметр'],
    [1_000, 'м m метр'],
    [1_000_000, 'км km километр'],
  ],
  inch: [[1, '" дюйм inch inches in']],
  ml: [
    [1, 'мл ml миллилитр'],
    [10, 'сл cl'],
    [1_000, 'л l литр'],
  ],
  mg: [
    [1, 'мг mg миллиграмм'],
    [1_000, 'г g гр грамм'],
    [1_000_000, 'кг kg кило килограмм'],
    [1_000_000_000, 'тонна'],
  ],
  mcg: [[1, 'мкг mcg микрограмм']],
  w: [
    [1, 'вт w ватт'],
    [1_000, 'квт kw киловатт'],
  ],
  v: [[1, 'в v вольт']],
  mah: [
    [1, 'мач mah'],
    [1_000, 'ач ah'],
  ],
  mb: [
    [1, 'мб mb мегабайт'],
    [1_000, 'гб gb гигабайт гиг'],
    [1_000_000, 'тб tb терабайт'],
  ],
  hz: [
    [1, 'гц hz герц'],
    [1_000, 'кгц khz килогерц'],
    [1_000_000, 'мгц mhz мегагерц'],
    [1_000_000_000, 'ггц ghz гигагерц'],
  ],
  lm: [[1, 'лм lm люмен']],
  percent: [[1, '% процент']],
  piece: [[1, 'шт штука pcs pc']],
  pair: [[1, 'пара']],
  sheet: [[1, 'лист']],
  year: [[1, 'год лет']],
  month: [[1, 'мес месяц']],
  bar: [[1, 'бар bar']],
  db: [[1, 'дб db децибел']],
  degree: [[1, 'градус']],
  horse: [[1, 'лс hp']],
  mp: [[1, 'мп mp мпикс мегапиксель']],
};

/** A unit, and how many of the first of its kind it is. */
export interface Unit {
  readonly name: string;
  readonly factor: number;
}

/** Units by every spelling. */
export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>(
  Object.entries(spellings).flatMap(([name, lines]) =>
    lines.flatMap(([factor, spelled]) => spelled.split(' ').map((word) => [word, { name, factor }] as const)),
  ),
);

/** Units of two words, «А·ч» and «л.с.», by the two. */
export const unitsOfTwo: ReadonlyMap<string, string> = new Map([
  ['а ч', 'ач'],
  ['a h', 'ah'],
  ['ма ч', 'мач'],
  ['ma h', 'mah'],
  ['л с', 'лс'],
]);
