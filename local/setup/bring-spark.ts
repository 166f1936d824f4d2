// node local/setup/bring-spark.ts: Spark on this machine, ahead of who needs it.
import { describeError } from '../../modules/errors/platform-error.ts';
import { failWith } from '../command-line/run.ts';
import { ensureSpark } from './spark.ts';

try {
  await ensureSpark((line) => process.stdout.write(`${line}\n`));
} catch (error) {
  failWith(describeError(error));
}
