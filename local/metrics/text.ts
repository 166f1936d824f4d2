import { printable } from '../command-line/printable.ts';
import type { Series } from './ask.ts';

/** A line for each series, as Prometheus writes them: `up{job="kafka"} 1`. */
export const seriesText = (series: readonly Series[]): string =>
  series.length === 0 ? 'nothing: no series has a value now' : series.map((each) => printable(lineOf(each))).join('\n');

function lineOf({ labels, value }: Series): string {
  const { __name__: name = '', ...others } = labels;
  const pairs = Object.entries(others).map(([label, text]) => `${label}="${text}"`);
  return `${name}${pairs.length === 0 && name !== '' ? '' : `{${pairs.join(',')}}`} ${value}`;
}
