/** What Grafana knows when it puts values in place of $names. */
export interface InterpolationContext {
  /** Milliseconds between points, and that are shown. */
  readonly interval: number;
  readonly range: number;
  /** The shortest interval that the data source allows, in milliseconds: how often it is scraped. */
  readonly scrapeInterval: number;
  /** Chosen values by the name of the variable. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

/**
 * An expression of Prometheus as Grafana sends it. Intervals:
 * https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-interval-and-range-variables
 * A name that nobody knows stays, as in Grafana, and Prometheus refuses it.
 */
export function interpolate(
  expression: string,
  { interval, range, scrapeInterval, variables }: InterpolationContext,
): string {
  const known: Readonly<Record<string, string>> = {
    __interval: duration(interval),
    __rate_interval: duration(Math.max(interval + scrapeInterval, 4 * scrapeInterval)),
    __range: duration(range),
    ...Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, alternatives(values)])),
  };
  return expression.replaceAll(
    /\$(?<plain>\w+)|\$\{(?<braced>\w+)\}/gu,
    (whole: string, plain?: string, braced?: string) => known[plain ?? braced ?? ''] ?? whole,
  );
}

const duration = (milliseconds: number): string => `${Math.round(milliseconds / 1_000)}s`;

/** One value or several as a regular expression within a string of PromQL, where backslashes need one of their own. */
function alternatives(values: readonly string[]): string {
  const escaped = values.map((value) =>
    value.replaceAll('\\', '\\\\\\\\').replaceAll(/[$^*{}[\]+?.()|]/gu, String.raw`\\$&`),
  );
  return escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
}

/**
 * Names of the series in an expression: what is left of it without strings, labels, durations, functions and the words of
 * the language.
 */
export function seriesNames(expression: string): readonly string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/gu, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/gu, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gu, ' ');
  const names = bare.match(/(?<![\w:])[a-z_:][\w:]*(?!\w*\s*\()\b/giu) ?? [];
  return [...new Set(names.filter((name) => !/^(?:and|or|unless|bool|offset)$/iu.test(name)))];
}
