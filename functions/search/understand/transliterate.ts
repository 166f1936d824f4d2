/** How Latin letters are read as Russian ones, by the groups that schemes and people write; the commonest reading first. */
const readings = new Map<string, readonly string[]>(
  Object.entries({
    shch: ['щ'],
    nye: ['нье'],
    nie: ['нье'],
    lye: ['лье'],
    lie: ['лье'],
    lyo: ['лье'],
    šč: ['щ'],
    shh: ['щ'],
    sch: ['щ', 'сч'],
    zh: ['ж', 'жь'],
    kh: ['х'],
    ch: ['ч', 'чь'],
    sh: ['ш', 'шь'],
    ts: ['ц', 'тс'],
    tz: ['ц'],
    ya: ['я', 'ья'],
    ja: ['я', 'ья'],
    ia: ['ия', 'я'],
    yu: ['ю', 'ью'],
    ju: ['ю', 'ью'],
    iu: ['ю'],
    yo: ['е', 'йо'],
    jo: ['е'],
    ye: ['е', 'ье'],
    je: ['е', 'ье'],
    iy: ['ий', 'ый'],
    yy: ['ый'],
    yj: ['ый'],
    ij: ['ий'],
    ii: ['ий'],
    yi: ['ый', 'ьи'],
    ck: ['к'],
    ph: ['ф'],
    a: ['а', 'я'],
    b: ['б'],
    c: ['ц', 'к', 'с'],
    d: ['д', 'дь'],
    e: ['е', 'э'],
    f: ['ф'],
    g: ['г', 'ж'],
    h: ['х', 'г', 'ч'],
    i: ['и', 'й', 'ы'],
    j: ['й', 'ж', 'ь', 'дж'],
    k: ['к'],
    l: ['л', 'ль'],
    m: ['м', 'мь'],
    n: ['н', 'нь'],
    o: ['о', 'е'],
    p: ['п'],
    q: ['к', 'я'],
    r: ['р', 'рь'],
    s: ['с', 'сь', 'ш'],
    t: ['т', 'ть'],
    u: ['у', 'ю'],
    v: ['в', 'вь'],
    w: ['в', 'ш', 'щ'],
    x: ['х', 'кс'],
    y: ['ы', 'й', 'и', 'у'],
    z: ['з', 'ж', 'ц'],
    "'": ['ь', 'ъ'],
    č: ['ч'],
    š: ['ш', 'шь'],
    ž: ['ж', 'жь'],
    ŝ: ['щ'],
    â: ['я'],
    û: ['ю'],
    è: ['э'],
    ë: ['е'],
    4: ['ч'],
    6: ['ш'],
  }),
);

const longestGroup = 4;
/** So many letters at most are read otherwise than usual. */
const mostUnusual = 3;
/** So many readings of a word at most. */
const most = 3_000;

/** A Russian word that a Latin one may be, and how many letters are read otherwise than usual. */
export interface Transliteration {
  readonly word: string;
  readonly unusual: number;
}

/** Signs that stand for ь and ъ. */
const signs = /['’`"ʹʺ]/gu;
const latinWord = /^(?:[a-zčšžŝâûèë']|[46](?=[a-z])|(?<=[a-z])[46])+$/u;

/** A chunk as a Latin word that may be read as a Russian one: with one sign for all that stand for ь and ъ. `undefined` for what is none. */
export function latinWordIn(chunk: string): string | undefined {
  const word = chunk.replaceAll(signs, "'");
  return latinWord.test(word) && /[a-zčšžŝ]{2}/u.test(word) ? word : undefined;
}

/** A word hardly ever begins with й but in «йод» and the like. */
const unlikelyBegin = /^й(?!о)/;

/** The Russian words among the readings of a Latin word, the most usual first; «naushniki» is «наушники». */
export function russianReadings(latin: string, isWord: (word: string) => boolean): Transliteration[] {
  const found = new Map<string, number>();
  let left = most;
  const read = (at: number, word: string, unusual: number): void => {
    if (at === latin.length) {
      left--;
      if ((found.get(word) ?? Infinity) > unusual && !unlikelyBegin.test(word) && isWord(word))
        found.set(word, unusual);
      return;
    }
    for (let length = Math.min(longestGroup, latin.length - at); length > 0; length--)
      for (const [index, letters] of (readings.get(latin.slice(at, at + length)) ?? []).entries()) {
        const cost = unusual + (index > 0 ? 1 : 0);
        if (cost <= mostUnusual && left > 0) read(at + length, word + letters, cost);
      }
  };
  read(0, '', 0);
  return Array.from(found, ([word, unusual]) => ({ word, unusual })).toSorted(
    (one, other) => one.unusual - other.unusual,
  );
}
