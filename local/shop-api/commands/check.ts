import { printResult, type JsonOptions } from '../../command-line/options.ts';
import { ProgressLine } from '../../command-line/progress-line.ts';
import { failWith } from '../../command-line/run.ts';
import { checkFile } from '../check-file.ts';
import type { Source } from '../source.ts';
import { checkText } from '../summary.ts';
import { inSource, Told } from '../told.ts';

/** Tells what is wrong with a file, by the rules that the filter has. */
export async function checkAndTell(source: Source, options: JsonOptions, signal: AbortSignal): Promise<void> {
  const told = new Told(source, new ProgressLine(process.stderr, performance.now()));
  const outcome = await checkFile(source, {
    signal,
    onProblem: (problem) => told.problem(problem),
    onWarning: (warning) => told.warning(warning),
  });
  const { problems, warnings } = told;
  printResult(options, { file: source.name, ...outcome, problems, warnings }, checkText(outcome));
  if (outcome.stop !== undefined) failWith(inSource(source, outcome.stop));
  else if (outcome.failed + outcome.refused > 0) failWith(`${source.name} is not all right`);
}
