import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { ended } from '../../../modules/processes/ended.ts';
import { signalGroup } from '../../../modules/processes/group.ts';
import type { Listener } from './steps.ts';

/** Spark on this machine. */
export interface SparkInstallation {
  /** Folder of Spark, with bin/spark-submit. */
  readonly home: string;
  /** The Python that runs the driver. */
  readonly python: string;
  readonly javaHome: string;
}

export interface Submission {
  /** A Python program. */
  readonly script: string;
  readonly args: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  /** Who Spark is to HDFS. */
  readonly hdfsUser: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Gets the process that leads all others of Spark. */
  readonly onStart?: (pid: number) => void;
}

const shownOnFailure = 40;
/** Where in Java's code something failed: hundreds of lines, which hide the few that say what failed. */
const stackFrame = /^\s+(at |\.\.\. \d+ more)/;
/** Time to end by itself before it is ended. */
const endTimeoutMs = 5_000;

/**
 * Runs spark-submit to its end and returns the last lines that it printed. Rejects with `analysis_failed` and the last lines
 * that it printed when it fails, takes too long or is ended by the listener's signal; whatever it started ends with it, and
 * with this process.
 */
export async function submit(spark: SparkInstallation, submission: Submission, listener?: Listener): Promise<string[]> {
  const { timeout, onStart } = submission;
  const child = start(spark, submission);
  const { pid } = child;
  // spark-submit, the driver and what it started are one group.
  const end = (signal: NodeJS.Signals): void => {
    if (pid !== undefined) signalGroup(pid, signal);
  };
  const endNow = (): void => end('SIGKILL');
  process.once('exit', endNow);
  let killing: NodeJS.Timeout | undefined;
  const endSoon = (): void => {
    end('SIGTERM');
    killing ??= setTimeout(endNow, endTimeoutMs);
  };
  listener?.signal.addEventListener('abort', endSoon, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endSoon();
  }, timeout);
  // What the driver's Python prints of an error comes with its output.
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      listener?.onLine(line);
      if (stackFrame.test(line)) return;
      lastLines.push(line);
      if (lastLines.length > shownOnFailure) lastLines.shift();
    });
  if (pid !== undefined) onStart?.(pid);
  try {
    const how = await ended(child, 'analysis_failed');
    if (how === 'exit code 0') return lastLines;
    const why = late ? `took more than ${timeout / 1_000} s` : how;
    throw new PlatformError('analysis_failed', [`Spark: ${why}`, ...lastLines].join('\n'));
  } finally {
    // The number of a group that has ended may soon be that of another.
    listener?.signal.removeEventListener('abort', endSoon);
    clearTimeout(timer);
    clearTimeout(killing);
    process.off('exit', endNow);
    endNow();
  }
}

function start(spark: SparkInstallation, { script, args, settings, hdfsUser }: Submission) {
  const options = Object.entries(settings).flatMap(([name, value]) => ['--conf', `${name}=${value}`]);
  return spawn(join(spark.home, 'bin/spark-submit'), [...options, script, ...args], {
    // A list of its own: a variable that some other Spark was set up with would lead this one astray.
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LANG: 'C.UTF-8',
      JAVA_HOME: spark.javaHome,
      SPARK_HOME: spark.home,
      PYSPARK_PYTHON: spark.python,
      SPARK_LOCAL_IP: '127.0.0.1',
      HADOOP_USER_NAME: hdfsUser,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}
