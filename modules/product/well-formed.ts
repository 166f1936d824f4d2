import { isDeeperThan, maxDepth } from './depth.ts';
import { currencyIsUsed } from './currencies.ts';
import { isSeen, isTime, maxItems, maxKeywordLength, maxProductIdBytes } from './fields.ts';

/** UTF-16 units that have at most so many bytes in UTF-8 whatever they are. */
const surelyShortId = Math.floor(maxProductIdBytes / 3);
/** An amount below this is a safe integer in the minor units of any currency. */
const surelySafeAmount = 1e9;
/** A member that an object literal cannot have: the schema leaves it out. */
const prototypeName = '__proto__';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether content of JSON is a product as the schema lets it pass without a change: what nearly every shop sends, told in a
 * fraction of the schema's time. Of everything else the schema decides, and says what is wrong with it. A test holds both
 * together: nothing is well-formed here that the schema refuses or changes.
 */
export function isWellFormedProduct(content: unknown): boolean {
  if (!isObject(content)) return false;
  const { product_id: id, name, category, price } = content;
  if (!isPlainId(id) || !isPlainName(name) || !isPlainCategory(category) || !isPlainPrice(price)) return false;
  for (const field in content) if (!isPlainField(field, content[field])) return false;
  return true;
}

function isPlainField(field: string, value: unknown): boolean {
  switch (field) {
    case 'product_id':
    case 'name':
    case 'category':
    case 'price':
      return true;
    case 'description':
      return value === null || typeof value === 'string';
    case 'brand':
    case 'sku':
    case 'store_id':
    case 'index':
      return value === null || isKeyword(value);
    case 'tags':
      return value === null || isListOf(value, isKeyword);
    case 'stock':
      return value === null || isPlainStock(value);
    case 'images':
      return value === null || isListOf(value, isPlainImage);
    case 'specifications':
      return value === null || isPlainObject(value, 1);
    case 'created_at':
    case 'updated_at':
      return value === null || (typeof value === 'string' && (isUsualTime(value) || isTime(value)));
    default:
      return field !== prototypeName && isShallow(value, 1);
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a part of the product that is so many levels down is not nested too deep. */
const isShallow = (value: unknown, level: number): boolean =>
  typeof value !== 'object' || value === null || !isDeeperThan(maxDepth - level, value);

/** An object of which the schema keeps every member. */
function isPlainObject(value: unknown, level: number): value is Fields {
  if (!isObject(value)) return false;
  for (const name in value) if (name === prototypeName || !isShallow(value[name], level + 1)) return false;
  return true;
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  if (!Array.isArray(value) || value.length > maxItems) return false;
  for (const item of value) if (!isItem(item)) return false;
  return true;
}

const isKeyword = (value: unknown): boolean => typeof value === 'string' && value.length <= maxKeywordLength;

const isPlainId = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= surelyShortId && isSeen(value) && value.isWellFormed();

const isPlainName = (value: unknown): boolean => typeof value === 'string' && isSeen(value);

const isPlainCategory = (value: unknown): boolean =>
  typeof value === 'string' && isKeyword(value) && hasPlainBlanks(value) && value !== '.' && value !== '..';

/** Latin controls, the blank that does not break, the soft hyphen, and other scripts' punctuation. */
const isOdd = (code: number): boolean => (code >= 0x7f && code <= 0xa0) || code === 0xad || code >= 0x1680;

/** Whether blanks are single ones between words. Other scripts' punctuation, where odd blanks are, is not looked into. */
function hasPlainBlanks(text: string): boolean {
  let afterBlank = true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isBlank = code === 0x20;
    if ((isBlank && afterBlank) || code < 0x20 || isOdd(code)) return false;
    afterBlank = isBlank;
  }
  return !afterBlank;
}

function isPlainPrice(value: unknown): boolean {
  if (!isPlainObject(value, 1)) return false;
  const { amount, currency } = value;
  return typeof amount === 'number' && amount >= 0 && amount < surelySafeAmount && isUsedCurrency(currency);
}

const isUsedCurrency = (value: unknown): boolean =>
  value === 'RUB' || (typeof value === 'string' && currencyIsUsed(value));

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isPlainStock(value: unknown): boolean {
  if (!isPlainObject(value, 1)) return false;
  const { available, reserved } = value;
  return isCount(available) && (reserved === undefined || reserved === null || isCount(reserved));
}

function isPlainImage(value: unknown): boolean {
  if (!isPlainObject(value, 2)) return false;
  const { url, alt } = value;
  return typeof url === 'string' && (alt === undefined || alt === null || typeof alt === 'string');
}

/** Digits of a time such as 2026-11-28T12:00:00Z, with or without milliseconds: d is one, other characters stand for themselves. */
const usualTimes = ['dddd-dd-ddTdd:dd:ddZ', 'dddd-dd-ddTdd:dd:dd.dddZ'];

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a time is written so. Of the 29th of February the calendar must be asked. */
function isUsualTime(text: string): boolean {
  const form = usualTimes.find(({ length }) => length === text.length);
  if (form === undefined) return false;
  for (let index = 0; index < form.length; index++) {
    const code = text.charCodeAt(index);
    const expected = form.charCodeAt(index);
    if (expected === 0x64 ? code < 0x30 || code > 0x39 : code !== expected) return false;
  }
  const day = twoDigits(text, 8);
  const isDay = day >= 1 && day <= (daysOfMonths[twoDigits(text, 5) - 1] ?? 0);
  return isDay && twoDigits(text, 11) < 24 && twoDigits(text, 14) < 60 && twoDigits(text, 17) < 60;
}

const twoDigits = (text: string, index: number): number =>
  (text.charCodeAt(index) - 0x30) * 10 + text.charCodeAt(index + 1) - 0x30;
