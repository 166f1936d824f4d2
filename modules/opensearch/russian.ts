/**
 * How Russian text is cut into the words that are searched for.
 *
 * - `russian_text` for what is stored: ё is е, lower case, without stop words, stemmed;
 * - `russian_long_text` for descriptions: without the step that replaces characters, which alone would cost a quarter of
 *   all indexing; the stemmer knows ё by itself;
 * - `russian_query` for what is searched: the same, and each word also means its synonyms;
 * - `plain_words` for spellings: every word as it stands, which typos are compared with.
 */

/** One letter in two code points, as macOS writes file names, and marks that readers do not see. */
const characters = [
  'ё => е',
  'Ё => Е',
  'е\u0308 => е',
  'Е\u0308 => Е',
  'и\u0306 => й',
  'И\u0306 => Й',
  '\u0301 => ',
  '\u00AD => ',
];

/** Snowball stems both «часы» (a watch) and «час» (an hour) to «час». */
const watches = 'часы, часов, часам, часами, часах => часы';
const hours = 'час, часа, часу, часом, часе => час';

/**
 * Words whose genitive plural has a vowel that the other forms lack, which Snowball does not know: «сумка» becomes «сумк»,
 * but «сумок» stays. Each as genitive plural and the stem of the other forms.
 */
const fleetingVowels = [
  'сумок => сумк',
  'курток => куртк',
  'юбок => юбк',
  'шапок => шапк',
  'рубашек => рубашк',
  'футболок => футболк',
  'перчаток => перчатк',
  'колготок => колготк',
  'игрушек => игрушк',
  'кукол => кукл',
  'колясок => коляск',
  'кружек => кружк',
  'чашек => чашк',
  'тарелок => тарелк',
  'ложек => ложк',
  'вилок => вилк',
  'подушек => подушк',
  'простыней => простын',
  'палаток => палатк',
  'колонок => колонк',
  'лампочек => лампочк',
  'батареек => батарейк',
  'открыток => открытк',
  'тетрадок => тетрадк',
  'серег => серьг',
  'кресел => кресл',
  'зеркал => зерка',
  'зеркало, зеркала => зерка',
  'одеял => одея',
  'одеяло, одеяла => одея',
];

/** Words for one thing, and brands as Russians spell them. In any form: they are stemmed like the text. */
const synonyms = [
  'смартфон, телефон, мобильник',
  'ноутбук, лэптоп, лаптоп',
  'телевизор, тв',
  'наушники, гарнитура',
  'парфюм, духи',
  'кроссовки, сникерсы',
  'айфон, iphone',
  'эпл, эппл, apple',
  'самсунг, samsung',
  'сяоми, ксиоми, ксяоми, xiaomi',
  'хуавей, huawei',
  'леново, lenovo',
  'асус, asus',
  'сони, sony',
  'бош, bosch',
  'филипс, philips',
  'касио, casio',
  'найк, nike',
  'адидас, adidas',
  'лего, lego',
];

const stemmed = ['lowercase', 'russian_stop', 'russian_exceptions', 'russian_stemmer'];

/** The `analysis` settings of an index. */
export const russianAnalysis: object = {
  char_filter: { russian_letters: { type: 'mapping', mappings: characters } },
  filter: {
    russian_stop: { type: 'stop', stopwords: '_russian_' },
    russian_exceptions: { type: 'stemmer_override', rules: [watches, hours, ...fleetingVowels] },
    russian_stemmer: { type: 'stemmer', language: 'russian' },
    // Rules are analyzed by the filters before this one, so it comes last.
    russian_synonyms: { type: 'synonym_graph', synonyms },
  },
  analyzer: {
    russian_text: { type: 'custom', char_filter: ['russian_letters'], tokenizer: 'standard', filter: stemmed },
    russian_long_text: { type: 'custom', tokenizer: 'standard', filter: stemmed },
    russian_query: {
      type: 'custom',
      char_filter: ['russian_letters'],
      tokenizer: 'standard',
      filter: [...stemmed, 'russian_synonyms'],
    },
    plain_words: { type: 'custom', char_filter: ['russian_letters'], tokenizer: 'standard', filter: ['lowercase'] },
  },
};
