import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { pythonBinary, toolDirectory } from './paths.ts';
import { bring } from './setup.ts';
import { schemathesisEnvironment } from './tools.ts';

const run = promisify(execFile);

/** How an API is asked. */
export interface ApiExamination {
  /** Where it answers, without a slash at the end; its document is `openapi.json` there. */
  readonly address: string;
  /** Settings, TOML: https://schemathesis.readthedocs.io/en/stable/reference/configuration/ */
  readonly config: string;
  /** What the settings name as `${…}`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** Seconds that a function may take for its first answer on a busy machine. */
const answerTimeout = 60;

const failureSchema = z.object({ stdout: z.string().min(1), code: z.number() });

/** What schemathesis finds with all its checks: nothing, or its report; brings schemathesis on first use. */
export async function examineApi({ address, config, keys, seconds }: ApiExamination): Promise<string> {
  const tool = schemathesisEnvironment();
  await bring(tool, () => undefined);
  const options = ['--url', address, '--checks', 'all', '--max-time', String(seconds), '--no-color'];
  const asked = ['run', `${address}/openapi.json`, ...options, '--request-timeout', String(answerTimeout)];
  try {
    await run(pythonBinary(toolDirectory(tool.name)), ['-m', 'schemathesis.cli', '--config-file', config, ...asked], {
      // It keeps what it has learned beside where it runs.
      cwd: toolDirectory(tool.name),
      env: { ...process.env, ...keys },
      timeout: (seconds + 3 * answerTimeout) * 1_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return '';
  } catch (error) {
    // It found something: any other failure prints nothing there.
    const failure = failureSchema.safeParse(error);
    if (!failure.success) throw error;
    return failure.data.stdout;
  }
}
