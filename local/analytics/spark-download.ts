import { createInterface } from 'node:readline/promises';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { hasSpark, sparkDownload } from '../setup/spark.ts';

/** Has a person agree to the download of Spark, unless it is here. Throws `tool_missing` when nobody does. */
export async function agreeToSpark(isAgreed: boolean): Promise<void> {
  if (isAgreed || hasSpark()) return;
  const what = `Spark is not on this machine yet: it is a download of ${sparkDownload}`;
  if (!process.stdin.isTTY)
    throw new PlatformError('tool_missing', `${what}; add --yes to have it brought, or leave out --engine spark`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${what}. Go on? [y/N] `);
    if (!/^(?:y|yes|д|да)$/iu.test(answer.trim())) throw new PlatformError('tool_missing', 'Spark was not brought');
  } finally {
    terminal.close();
  }
}
