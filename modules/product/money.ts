/** Digits after the point by currency, asked once: ISO 4217 as ECMA-402 requires of Intl. */
const digitsByCurrency = new Map<string, number>();

/** How many digits the currency's minor unit has: 2 for RUB (kopecks), 0 for JPY, 3 for KWD. */
function minorDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    digits = options.maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/**
 * An amount in minor units of its currency (1999.99 RUB → 199999), as the decimal that the shop wrote says: 4.35 is 435,
 * though 4.35 * 100 is not. Half a minor unit and more is rounded up. `undefined` when the result is no safe integer.
 */
export function toMinorUnits(amount: number, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const minor = Number.isInteger(amount) ? amount * 10 ** digits : shiftDecimal(amount, digits);
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** An amount for display from minor units. The decimal nearest to it, so that 435 is 4.35 again. */
export const fromMinorUnits = (minor: number, currency: string): number => minor / 10 ** minorDigits(currency);

/** Moves the point of the number's shortest decimal form to the right and rounds: exact, because it works on its digits. */
function shiftDecimal(amount: number, decimals: number): number {
  const [mantissa = '', exponent = '0'] = String(Math.abs(amount)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const point = whole.length + Number(exponent) + decimals;
  if (point < 0) return 0;
  const digits = (whole + fraction).padEnd(point + 1, '0');
  const rounded = Number(digits.slice(0, point)) + (Number(digits[point]) >= 5 ? 1 : 0);
  return amount < 0 ? -rounded : rounded;
}
