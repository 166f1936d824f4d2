import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { runCommand } from './command.ts';
import { toolDirectory } from './paths.ts';
import { stampOf } from './stamp.ts';
import type { Report, Tool } from './tools.ts';

/** Paths of the programs that watch the platform and tell people. */
export interface MonitoringPrograms {
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
  readonly amtool: string;
  /** Folder in which they must be started. */
  readonly directory: string;
}

const toolName = 'prometheus';
const packages = ['prometheus', 'prometheus-alertmanager'] as const;
/** Part of the package prometheus on Debian 12, a package of its own since Debian 13. */
const laterPackage = 'promtool';
/** Scripts and styles of Prometheus's own pages, which are bare without them. */
const pages = [
  'fonts-glyphicons-halflings',
  'libjs-bootstrap4',
  'libjs-d3',
  'libjs-eonasdan-bootstrap-datetimepicker',
  'libjs-jquery',
  'libjs-jquery-hotkeys',
  'libjs-moment',
  'libjs-moment-timezone',
  'libjs-mustache',
  'libjs-popper.js',
  'libjs-rickshaw',
] as const;
/** What those packages bring and no page asks for. */
const neverRead = ['usr/share/doc', 'usr/share/javascript/moment-timezone/data'];
const downloadTimeoutMs = 5 * 60_000;
const unpackTimeoutMs = 60_000;
const answerTimeoutMs = 10_000;

/** Names under which a program is known; Debian has another one for Alertmanager. */
const fileNames = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  alertmanager: ['alertmanager', 'prometheus-alertmanager'],
  amtool: ['amtool'],
} as const satisfies Record<string, readonly string[]>;

/** The programs, from the PATH or else from `.local/tools`; undefined when one of them is in neither. */
export function findMonitoring(path: string = process.env['PATH'] ?? ''): MonitoringPrograms | undefined {
  const directory = toolDirectory(toolName);
  const directories = [...path.split(delimiter).filter(Boolean), join(directory, 'usr/bin')];
  const find = (names: readonly string[]): string | undefined =>
    directories.flatMap((each) => names.map((name) => join(each, name))).find((file) => existsSync(file));
  const [prometheus, promtool] = [find(fileNames.prometheus), find(fileNames.promtool)];
  const [alertmanager, amtool] = [find(fileNames.alertmanager), find(fileNames.amtool)];
  if (prometheus === undefined || promtool === undefined) return undefined;
  if (alertmanager === undefined || amtool === undefined) return undefined;
  const isFetched = existsSync(directory);
  return { prometheus, promtool, alertmanager, amtool, directory: isFetched ? directory : process.cwd() };
}

/** Why there is no monitoring on this machine, with the way out, on one line. */
export const noMonitoring =
  'Prometheus and Alertmanager are neither on the PATH nor fetched: install prometheus, promtool, alertmanager and amtool';

/** The programs. Throws `tool_missing` where they are not. */
export function monitoringPrograms(): MonitoringPrograms {
  const programs = findMonitoring();
  if (programs === undefined) throw new PlatformError('tool_missing', noMonitoring);
  return programs;
}

/**
 * Prometheus and Alertmanager from Debian's or Ubuntu's own packages, fetched and unpacked into a folder: this needs no
 * root and changes nothing of the machine. Their programs need no library but the C library.
 */
export const debianMonitoring = (): Tool => ({
  name: toolName,
  title: 'Prometheus and Alertmanager (apt)',
  // Another way to unpack them makes another tool.
  stamp: stampOf([...packages, ...pages, 'relative paths']),
  install: async (directory, report) => {
    await bring(directory, packages, report);
    if (!existsSync(join(directory, 'usr/bin', laterPackage))) await bring(directory, [laterPackage], report);
    // Another release may call one of them otherwise: pages that are bare keep nothing from working.
    await bring(directory, pages, report).catch(() => report('no styles for the pages of Prometheus'));
    for (const unused of neverRead) rmSync(join(directory, unused), { recursive: true, force: true });
    for (const name of Object.values(fileNames).flat()) {
      const file = join(directory, 'usr/bin', name);
      if (!existsSync(file)) continue;
      lookBeside(file);
      await runCommand(file, ['--version'], { timeout: answerTimeoutMs });
    }
  },
});

/**
 * Debian's programs look for their templates and pages at a path that is compiled in, where nothing is unless they are
 * installed. The path is made relative, which keeps its length: started in `.local/tools/prometheus`, they find them.
 */
function lookBeside(program: string): void {
  const code = readFileSync(program);
  const [absolute, relative] = ['/usr/share/prometheus/', 'usr/share/prometheus//'].map((path) => Buffer.from(path));
  if (absolute === undefined || relative === undefined) return;
  for (let at = code.indexOf(absolute); at >= 0; at = code.indexOf(absolute, at + 1)) relative.copy(code, at);
  writeFileSync(program, code);
}

/** Fetches packages and unpacks them into a folder: all of them or none. */
async function bring(directory: string, names: readonly string[], report: Report): Promise<void> {
  const downloads = join(directory, 'downloads');
  try {
    await download(downloads, names, report);
    for (const file of readdirSync(downloads).filter((name) => name.endsWith('.deb')))
      await runCommand('dpkg', ['-x', join(downloads, file), directory], { timeout: unpackTimeoutMs });
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}

/** With the machine's package lists or, when it has none or old ones, with lists of our own in the same folder. */
async function download(directory: string, names: readonly string[], report: Report): Promise<void> {
  const own = ['lists/partial', 'cache/archives/partial'].map((path) => join(directory, path));
  await runCommand('mkdir', ['-p', ...own], { timeout: answerTimeoutMs });
  const apt = (args: readonly string[]): Promise<void> =>
    runCommand('apt-get', ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=2', ...args], {
      cwd: directory,
      timeout: downloadTimeoutMs,
      onLine: report,
    });
  const ownLists = [
    '-o',
    `Dir::State::lists=${join(directory, 'lists')}`,
    '-o',
    `Dir::Cache=${join(directory, 'cache')}`,
  ];
  try {
    await apt(['download', ...names]);
  } catch {
    report('fetching package lists');
    await apt([...ownLists, 'update']);
    await apt([...ownLists, 'download', ...names]);
  }
}

/** Rejects with `tool_missing` on machines that have no packages of Debian's. */
export function refuseWithoutApt(path: string = process.env['PATH'] ?? ''): void {
  const has = (name: string): boolean => path.split(delimiter).some((directory) => existsSync(join(directory, name)));
  if (!has('apt-get') || !has('dpkg')) throw new PlatformError('tool_missing', noMonitoring);
}
