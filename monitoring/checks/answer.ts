/** What a data source answered to a query: the values of all its series, or why there are none. */
export type Answer =
  { readonly ok: true; readonly values: readonly number[] } | { readonly ok: false; readonly problem: string };

export const problem = (text: string): Answer => ({ ok: false, problem: text });

/** NaN and infinity are no data. */
export function answerOf(values: readonly number[]): Answer {
  const finite = values.filter((value) => Number.isFinite(value));
  return finite.length === 0 ? problem(values.length === 0 ? 'no data' : 'only NaN') : { ok: true, values: finite };
}

/** The time that a panel shows, epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** About as many as a panel of half a screen has pixels. */
const maxPoints = 800;

/** Milliseconds between points, as Grafana chooses them: no more points than pixels, and no shorter than data comes. */
export const intervalOf = ({ from, to }: TimeRange, minInterval: number): number =>
  Math.max(minInterval, Math.ceil((to - from) / maxPoints / 1_000) * 1_000);
