/** The codes of money that is in use. https://www.iso.org/iso-4217-currency-codes.html, as of 2026. */
const inUse: ReadonlySet<string> = new Set(
  [
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP',
    'CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR',
    'ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN',
    'MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD',
    'SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR',
    'ZMW ZWG',
  ].flatMap((line) => line.split(' ')),
);

/** Codes that shops still write, with the ones that took their place. */
const replaced: ReadonlyMap<string, string> = new Map([
  ['RUR', 'RUB'],
  ['SUR', 'RUB'],
  ['BYR', 'BYN'],
  ['BYB', 'BYN'],
  ['UAK', 'UAH'],
  ['AZM', 'AZN'],
  ['TRL', 'TRY'],
]);

export const currencyIsUsed = (code: string): boolean => inUse.has(code);

/** Why a text is not taken as a currency. */
export function unusedCurrency(code: string): string {
  const successor = replaced.get(code);
  return successor === undefined
    ? 'must be an ISO 4217 code such as RUB'
    : `${code} is no longer in use: write ${successor}`;
}
