import { readFiring } from '../alertmanager/alertmanager.ts';
import type { Instance } from '../instance/instance.ts';

/** An alert that fires and that people were, or are about to be, told of. */
export interface FiringAlert {
  readonly name: string;
  readonly severity: string;
  /** In Russian. */
  readonly summary: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What Alertmanager tells people of at present, the oldest first: nobody is told of what is for machines or follows from another. */
export async function readAlerts(instance: Instance): Promise<readonly FiringAlert[]> {
  const firing = await readFiring(instance);
  return firing
    .filter(({ status }) => status.silencedBy.length === 0 && status.inhibitedBy.length === 0)
    .map(({ labels, annotations, startsAt }) => ({
      name: labels.alertname ?? '',
      severity: labels.severity ?? 'warning',
      summary: annotations.summary ?? '',
      since: startsAt,
    }))
    .filter(({ severity }) => severity !== 'none')
    .toSorted((a, b) => a.since.localeCompare(b.since));
}
