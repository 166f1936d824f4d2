import { existsSync } from 'node:fs';
import { Listr, type ListrTask } from 'listr2';
import { describeError } from '../../modules/errors/platform-error.ts';
import { withLock } from './lock.mjs';
import { debianMonitoring, findMonitoring, refuseWithoutApt } from './monitoring.ts';
import { pythonBinary, toolDirectory } from './paths.ts';
import { checkRequirements } from './requirements.ts';
import { fillDirectory, hasStamp } from './stamp.ts';
import { jars, localstackEnvironment, opensearchLauncher, pythonEnvironment, type Report, type Tool } from './tools.ts';

const mavenTools = (): readonly Tool[] => [
  jars('kafka', 'Kafka (Maven)'),
  jars('jmx', 'Metrics of the brokers (Maven)'),
  jars('opensearch', 'OpenSearch (Maven)'),
  jars('hdfs', 'HDFS (Maven)'),
  jars('compiler', 'Java compiler (Maven)'),
];

/** Whether everything that the servers need is in `.local/tools`. */
const isSetUp = (): boolean => [pythonEnvironment(), ...mavenTools(), opensearchLauncher()].every(isThere);

/**
 * The set-up as tasks of listr2: what is there already is skipped, and two set-ups at once wait for each other.
 * Maven runs one at a time, because its local repository does not bear two; pip runs beside it.
 */
export function setupTasks(): ListrTask[] {
  return [
    { title: 'Check this machine', skip: isSetUp, task: checkRequirements },
    {
      title: 'Bring the servers',
      skip: isSetUp,
      task: (_, task) =>
        task.newListr(
          [
            taskFor(pythonEnvironment()),
            { title: 'Java servers', task: (__, group) => group.newListr(mavenTools().map((tool) => taskFor(tool))) },
          ],
          { concurrent: true },
        ),
    },
    taskFor(opensearchLauncher()),
    monitoringTask,
  ];
}

/** LocalStack, where it is the engine. */
export const localstackTask = (): ListrTask => taskFor(localstackEnvironment());

/** What the platform works without: when it cannot be had, one line says so, and the rest goes on. */
const monitoringTask: ListrTask = {
  title: debianMonitoring().title,
  skip: () => findMonitoring() !== undefined,
  task: async (_, task) => {
    try {
      await bringMonitoring((line) => {
        task.output = line;
      });
    } catch (error) {
      task.skip(`Prometheus and Alertmanager are not here: ${describeError(error).replaceAll(/\s*\n\s*/gu, ' ')}`);
    }
  },
};

/** Brings Prometheus and Alertmanager unless they are there. Rejects with `tool_missing` or `setup_failed`. */
export async function bringMonitoring(report: Report): Promise<void> {
  if (findMonitoring() !== undefined) return;
  refuseWithoutApt();
  await bring(debianMonitoring(), report);
}

/** Runs the set-up by itself, with plain lines where there is no terminal. */
export async function ensureTools(): Promise<void> {
  if (isSetUp() && findMonitoring() !== undefined) return;
  await new Listr(setupTasks(), { rendererOptions: { collapseSubtasks: false } }).run();
}

function taskFor(tool: Tool): ListrTask {
  return {
    title: tool.title,
    skip: () => isThere(tool),
    task: (_, task) =>
      bring(tool, (line) => {
        task.output = line;
      }),
  };
}

/** Brings one tool unless it is there. Safe against other set-ups and against being killed at any point. */
export async function bring(tool: Tool, report: Report): Promise<void> {
  const directory = toolDirectory(tool.name);
  await withLock(
    `${directory}.lock`,
    (pid) => report(`waiting for process ${pid}, which brings the same`),
    async () => {
      if (!isThere(tool)) await fillDirectory(directory, tool.stamp, (temporary) => tool.install(temporary, report));
    },
  );
}

export function isThere(tool: Tool): boolean {
  const directory = toolDirectory(tool.name);
  // An environment's interpreter is a link to the machine's, which an upgrade may have taken away.
  return hasStamp(directory, tool.stamp) && (tool.hasPython !== true || existsSync(pythonBinary(directory)));
}
