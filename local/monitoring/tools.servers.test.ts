import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { instanceAt } from '../instance/instance.ts';
import { monitoringPrograms } from '../setup/monitoring.ts';
import { bringMonitoring } from '../setup/setup.ts';
import { standInBot } from '../telegram/bot.ts';
import { readTelling } from '../telegram/telling.ts';
import { alertmanagerConfig } from './alertmanager-config.ts';
import { messageSettings } from './message-settings.ts';
import { monitoringDirectory, prometheusConfig, ruleFileNames } from './prometheus-config.ts';

const run = promisify(execFile);
const instance = instanceAt('monitoring-tools', 0);

const absence = await bringMonitoring(() => undefined).then(
  () => undefined,
  (error: unknown) => describeError(error).split('\n')[0],
);
/** Debian and its like have the tools in their packages: there they must be had. */
const mayBeAbsent = !existsSync('/etc/debian_version');
if (absence !== undefined && mayBeAbsent) process.stderr.write(`rules and routes are not checked: ${absence}\n`);

/** What a tool prints; rejects with it when the tool finds fault. */
async function check(tool: 'promtool' | 'amtool', ...args: string[]): Promise<string> {
  const programs = monitoringPrograms();
  const { stdout, stderr } = await run(programs[tool], args, { cwd: programs.directory, timeout: 100_000 });
  return stdout + stderr;
}

describe.skipIf(absence !== undefined && mayBeAbsent)('the tools of Prometheus and Alertmanager', () => {
  const directory = mkdtempSync(join(tmpdir(), 'monitoring-'));
  const rules = join(monitoringDirectory, 'rules');

  beforeAll(() => {
    if (absence !== undefined) throw new PlatformError('tool_missing', absence);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const written = (name: string, text: string): string => {
    const file = join(directory, name);
    writeFileSync(file, text);
    return file;
  };

  const telling = readTelling({ TELEGRAM_THREAD_ID_CRITICAL: '7', RUNBOOK_URL: 'https://docs.example.com/o.md' });

  const alerting = (): string =>
    written(
      'alertmanager.yml',
      alertmanagerConfig({
        bot: { ...standInBot, apiUrl: 'http://127.0.0.1:9097' },
        telling,
        relayUrl: 'http://127.0.0.1:9097',
        templates: [
          join(monitoringDirectory, 'telegram.tmpl'),
          written('settings.tmpl', messageSettings(telling, new Date())),
        ],
      }),
    );

  it('find no fault with the rules', async () => {
    const files = ruleFileNames().map((file) => join(rules, file));
    expect(await check('promtool', 'check', 'rules', ...files)).toContain('SUCCESS');
  });

  it('see every alert fire when it should and only then', async () => {
    const files = readdirSync(rules).filter((file) => file.endsWith('.test.yml'));
    expect(files.length).toBe(ruleFileNames().length);
    expect(await check('promtool', 'test', 'rules', ...files.map((file) => join(rules, file)))).not.toContain('FAILED');
  });

  it('take the configuration of Prometheus', async () => {
    const config = prometheusConfig({
      jobs: {
        kafka: { targets: [{ address: `127.0.0.1:${instance.ports.brokerMetrics1}`, labels: { broker: '1' } }] },
        hdfs: { targets: [{ address: '127.0.0.1:9870' }] },
        marketplace: { targets: [{ address: '127.0.0.1:4566' }], path: '/metrics', keyFile: written('key', 'secret') },
      },
      ruleFiles: ruleFileNames().map((file) => join(rules, file)),
      alertmanager: '127.0.0.1:9093',
    });
    expect(await check('promtool', 'check', 'config', written('prometheus.yml', config))).toContain('SUCCESS');
  });

  it('take the configuration of Alertmanager', async () => {
    expect(await check('amtool', 'check-config', alerting())).toContain('SUCCESS');
  });

  it.each([
    ['telegram-critical', ['alertname=ServerStaysDown', 'severity=critical', 'server=emf']],
    ['telegram-critical', ['alertname=BrokerDown', 'severity=critical', 'broker=2']],
    ['telegram', ['alertname=CloudAlarm', 'severity=warning', 'alarm=marketplace-filter-errors']],
    ['telegram', ['alertname=ConsumerLagGrowing', 'severity=warning']],
    ['nobody', ['alertname=Watchdog', 'severity=none']],
    ['nobody', ['alertname=Outage', 'severity=none', 'of=BrokerDown']],
  ])('send to %s what has %j', async (receiver, labels) => {
    const routed = await check('amtool', 'config', 'routes', 'test', `--config.file=${alerting()}`, ...labels);
    // Some versions add a warning.
    expect(routed.split('\n')[0]).toBe(receiver);
  });
});
