import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { alertmanagerUrl } from '../services/alertmanager.ts';

/** An alert that fires and that people were, or are about to be, told of. */
export interface FiringAlert {
  readonly name: string;
  readonly severity: string;
  /** In Russian. */
  readonly summary: string;
  /** ISO 8601. */
  readonly since: string;
}

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
const alertsSchema = z.array(
  z.object({
    labels: z.object({ alertname: z.string(), severity: z.string().default('warning') }),
    annotations: z.object({ summary: z.string().default('') }),
    startsAt: z.string(),
  }),
);

/** Those that nobody is told of are for machines, or follow from another one. */
const toldOnly = 'active=true&silenced=false&inhibited=false';

/** What Alertmanager tells people of at present, the oldest first. */
export async function readAlerts(instance: Instance, timeoutMs: number): Promise<readonly FiringAlert[]> {
  const url = `${alertmanagerUrl(instance)}/api/v2/alerts?${toldOnly}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new PlatformError('server_not_ready', `Alertmanager answered ${response.status} at ${url}`);
  return alertsSchema
    .parse(await response.json())
    .filter(({ labels }) => labels.severity !== 'none')
    .map(({ labels, annotations, startsAt }) => ({
      name: labels.alertname,
      severity: labels.severity,
      summary: annotations.summary,
      since: startsAt,
    }))
    .toSorted((a, b) => a.since.localeCompare(b.since));
}
