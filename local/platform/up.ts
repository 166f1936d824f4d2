import { Listr, type ListrTask } from 'listr2';
import { ensureCertificates } from '../../certs/authority.ts';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { progressOn } from '../command-line/task-progress.ts';
import { deployStack } from '../deploy/deploy.ts';
import { findInstance, saveInstance, type Instance } from '../instance/instance.ts';
import { emf } from '../services/emf.ts';
import { engine } from '../services/engine.ts';
import { eventSource } from '../services/event-source.ts';
import { dataNode, nameNode } from '../services/hdfs.ts';
import { brokers } from '../services/kafka.ts';
import { msk } from '../services/msk.ts';
import { opensearch } from '../services/opensearch.ts';
import type { Service } from '../services/service.ts';
import { checkCanStart, services, startService, supervisor } from '../services/services.ts';
import { localstackTask, setupTasks } from '../setup/setup.ts';
import { chooseBot } from '../telegram/bot.ts';
import { readTelling } from '../telegram/telling.ts';
import { archiveMissingClasses } from './class-archives.ts';
import { isUp } from '../services/running.ts';
import { fillHdfs, fillKafka, fillOpenSearch } from './fill.ts';
import { replaceFormerIndices } from './former-indices.ts';
import { feedSample } from './sample.ts';
import { startMonitoring } from './watch.ts';

/** What an instance needs from nothing to a flow that runs, as tasks that show their progress. */
function upTasks(instance: Instance, { sample }: { sample: boolean }): ListrTask[] {
  return [
    ...setupTasks(),
    ...(instance.engine === 'localstack' ? [localstackTask()] : []),
    {
      title: 'Certificates, ports and disk',
      task: async () => {
        refuseOtherThan(instance);
        await checkCanStart(instance, services);
        saveInstance(instance);
        await ensureCertificates(instance, new Date());
      },
    },
    { title: 'Servers and stack', task: (_, task) => task.newListr(serverTasks(instance), { concurrent: true }) },
    { title: 'Event source for the functions', task: () => startAll(instance, [eventSource, emf]) },
    {
      title: 'One index of products in place of three',
      task: async (_, task) => {
        if (!(await replaceFormerIndices(instance, tell(task)))) task.skip('One index of products: it is there');
      },
    },
    { title: 'Supervisor, for servers that die', task: () => startService(instance, supervisor) },
    {
      title: 'Sample and monitoring',
      task: (_, task) => task.newListr(lastTasks(instance, sample), { concurrent: true }),
    },
  ];
}

const lastTasks = (instance: Instance, sample: boolean): ListrTask[] => [
  { title: 'Sample catalogue', skip: () => !sample, task: (_, task) => feedSample(instance, tell(task)) },
  {
    title: 'Monitoring and alerts',
    task: (_, task) => watchOver(instance, task),
    rendererOptions: { persistentOutput: true },
  },
  { title: 'Archives of Java classes, for the next start', task: (_, task) => archiveClasses(instance, task) },
];

/** What the platform works without. */
async function archiveClasses(instance: Instance, task: { skip: (message: string) => void }): Promise<void> {
  try {
    if (!(await archiveMissingClasses(instance))) task.skip('Archives of Java classes: they are there');
  } catch (error) {
    task.skip(`No archives of Java classes: ${describeError(error)}`);
  }
}

async function watchOver(instance: Instance, task: { skip: (message: string) => void; output: string }): Promise<void> {
  const problems = [chooseBot(instance).problem, readTelling().problem].filter((problem) => problem !== undefined);
  if (problems.length > 0) task.output = problems.join('; ');
  const absence = await startMonitoring(instance);
  if (absence !== undefined) task.skip(`No monitoring: ${absence}`);
}

/** An instance that runs keeps its ports and its engine: half of it would be looked for where it is not. */
function refuseOtherThan(instance: Instance): void {
  if (!isUp(instance)) return;
  const { portOffset, engine: choice } = findInstance(instance.name);
  if (portOffset !== instance.portOffset || choice !== instance.engine)
    throw new PlatformError(
      'port_taken',
      `${instance.name} runs with --port-offset ${portOffset} --engine ${choice}: stop it first, or start another with --instance NAME`,
    );
}

/** Runs the tasks and shows their progress. A failure is told where the task stands, and rejects. */
export const bringUp = (
  instance: Instance,
  options: { sample: boolean; progress?: NodeJS.WriteStream },
): Promise<unknown> =>
  new Listr(upTasks(instance, options), {
    registerSignalListeners: false,
    ...progressOn(options.progress ?? process.stdout),
  }).run();

/** The servers start at once; what each needs before it is of use follows on it. */
const serverTasks = (instance: Instance): ListrTask[] => [
  {
    title: 'Cloud engine, and the stack on it',
    task: async (_, task) => {
      await startAll(instance, [engine, msk]);
      await deployStack(instance, tell(task));
    },
  },
  {
    title: 'Kafka: three brokers, topics, access, ban list',
    task: async (_, task) => {
      await startAll(instance, brokers);
      tell(task)('topics and access');
      await fillKafka(instance);
    },
  },
  {
    title: 'OpenSearch, and its indices',
    task: async (_, task) => {
      await startService(instance, opensearch);
      await fillOpenSearch(instance, tell(task));
    },
  },
  {
    title: 'HDFS, and its directories',
    task: async () => {
      await startAll(instance, [nameNode, dataNode]);
      await fillHdfs(instance);
    },
  },
];

const startAll = async (instance: Instance, wanted: readonly Service[]): Promise<void> => {
  await Promise.all(wanted.map((service) => startService(instance, service)));
};

/** Shows a line beneath the title of a task while it runs; a log would fill with what a terminal overwrites. */
const tell =
  (task: { output: string }) =>
  (line: string): void => {
    if (process.stderr.isTTY) task.output = line;
  };
