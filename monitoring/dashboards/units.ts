/** A unit that Grafana does not know; it only stands behind the number. */
export const of = (unit: string): string => `suffix: ${unit}`;
export const perSecond = (what: string): string => of(`${what}/с`);
