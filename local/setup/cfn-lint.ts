import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { pythonBinary, toolDirectory } from './paths.ts';
import { bring } from './setup.ts';
import { cfnLintEnvironment } from './tools.ts';

const run = promisify(execFile);
/** For each template, on a machine that does much else. */
const lintTimeoutMs = 120_000;

/** What the command cfn-lint does, whose script holds the path of the folder that it was installed into first. */
const program = 'import sys; from cfnlint.runner import main; sys.exit(main())';

/** CDK says what depends on what more often than CloudFormation needs it. */
const ignored = ['W3005'];

const failureSchema = z.object({ stdout: z.string().min(1) });

/** What cfn-lint finds in templates that are deployed to this region, a line each; brings cfn-lint on first use. */
export async function lintTemplates(files: readonly string[], region: string): Promise<string[]> {
  const tool = cfnLintEnvironment();
  await bring(tool, () => undefined);
  const args = ['--format', 'parseable', '--regions', region, '--ignore-checks', ...ignored, '--', ...files];
  try {
    await run(pythonBinary(toolDirectory(tool.name)), ['-c', program, ...args], {
      timeout: files.length * lintTimeoutMs,
    });
    return [];
  } catch (error) {
    // It found something: any other failure prints nothing there.
    const failure = failureSchema.safeParse(error);
    if (!failure.success) throw error;
    return failure.data.stdout.trim().split('\n');
  }
}
