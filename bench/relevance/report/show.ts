import { printResult, type InstanceOptions, type JsonOptions } from '../../../local/command-line/options.ts';
import { runningInstance } from '../../../local/services/running.ts';
import { opensearchOf } from '../../../local/platform/clients.ts';
import { indexNames } from '../../../modules/opensearch/indices.ts';
import { renderReport } from './render.ts';
import { reportOn } from './report.ts';

export interface ReportOptions extends InstanceOptions, JsonOptions {
  readonly days: number;
  readonly limit: number;
}

const day = 86_400_000;

/** Tells what buyers of a running platform found and did not find in the last days. */
export async function reportRelevance({ days, limit, instance, ...options }: ReportOptions): Promise<void> {
  const to = Date.now();
  const period = { from: (Math.floor(to / day) - (days - 1)) * day, to };
  await using client = opensearchOf(runningInstance(instance));
  const report = await reportOn(client, indexNames.clientQueries, period, limit);
  printResult(options, report, renderReport(report));
}
