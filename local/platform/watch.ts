import { existsSync, readFileSync } from 'node:fs';
import { describeError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { prometheusFile, writePrometheusConfig } from '../monitoring/prometheus-config.ts';
import { alertmanager } from '../services/alertmanager.ts';
import { prometheus } from '../services/prometheus.ts';
import { isWanted, serviceState, startService } from '../services/services.ts';
import { telegram } from '../services/telegram.ts';

/**
 * Starts what watches the platform. It comes when everything else is up, or the start itself would raise alarms. The platform
 * works without it, so this never rejects: resolves to why it does not watch, on one line, or to undefined.
 */
export async function startMonitoring(instance: Instance): Promise<string | undefined> {
  const absence = alertmanager.absence?.(instance) ?? prometheus.absence?.(instance);
  try {
    // The alarms of the cloud go there, too.
    if (isWanted(instance, telegram)) await startService(instance, telegram);
    if (absence !== undefined) return absence;
    await startService(instance, alertmanager);
    await followStack(instance);
    await startService(instance, prometheus);
    return undefined;
  } catch (error) {
    return describeError(error).replaceAll(/\s*\n\s*/gu, ' ');
  }
}

/** Has Prometheus scrape the stack that is deployed now. It is not started again: it would forget which alerts fire. */
export async function followStack(instance: Instance): Promise<void> {
  const isNew = await hasNewConfiguration(instance);
  const state = serviceState(instance, prometheus);
  if (isNew && state.state === 'running') process.kill(state.pid, 'SIGHUP');
}

/** Writes it anew: a stack that was deployed again has another key of metrics, which is read at every scrape. */
async function hasNewConfiguration(instance: Instance): Promise<boolean> {
  const file = prometheusFile(instance);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  await writePrometheusConfig(instance);
  return readFileSync(file, 'utf8') !== before;
}
