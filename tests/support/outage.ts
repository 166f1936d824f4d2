import { readFiring } from '../../local/alertmanager/alertmanager.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { until } from './until.ts';

/** Waits until nothing silences CloudWatch's alarms any more: for minutes after another test has stopped something. */
export const untilNoOutage = (instance: Instance): Promise<void> =>
  until(
    'no outage',
    async () => !(await readFiring(instance)).some(({ labels }) => labels['alertname'] === 'Outage'),
    360_000,
  );
