/** The zone in which people on duty read times, unless they have said another. */
export const usualZone = 'Europe/Moscow';

/** Whether this is the name of a time zone, as IANA has it. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('ru-RU', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** What stands behind a time, so that nobody takes it for another: `мск`, elsewhere the zone's own name. */
export const zoneLabel = (zone: string): string => (zone === usualZone ? 'мск' : zone);

/** A moment as people on duty read it: `29.11.2026 14:29:49 мск`. */
export const dutyTime = (at: number | Date, zone: string): string => `${clockOf(at, zone)} ${zoneLabel(zone)}`;

/** The same without its zone, for columns whose head names it. */
export const clockOf = (at: number | Date, zone: string): string =>
  new Intl.DateTimeFormat('ru-RU', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .replace(',', '');

/** Milliseconds by which the clocks of a zone are ahead of UTC at a moment. */
export function offsetMs(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const { sign, hours = '0', minutes = '0' } = /(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)/u.exec(name)?.groups ?? {};
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
