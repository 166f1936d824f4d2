import { printable } from '../command-line/printable.ts';
import type { ProgressLine } from '../command-line/progress-line.ts';
import type { Problem, Warning } from './product-record.ts';
import type { Source } from './source.ts';

/** How many are told one by one, and how many are kept for `--json`; the rest is only counted. */
const most = { told: 20, kept: 100 };

/** Tells on stderr what is wrong with elements of a file, each on a line of its own, and keeps the first of it. */
export class Told {
  readonly problems: Problem[] = [];
  readonly warnings: Warning[] = [];
  readonly #source: Source;
  readonly #line: ProgressLine;

  constructor(source: Source, line: ProgressLine) {
    this.#source = source;
    this.#line = line;
  }

  problem(problem: Problem): void {
    this.#tell(this.problems, problem);
  }

  warning(warning: Warning): void {
    this.#tell(this.warnings, warning);
  }

  #tell<T extends Problem>(kept: T[], one: T): void {
    if (kept.length < most.kept) kept.push(one);
    if (kept.length > most.told) return;
    this.#line.clear();
    process.stderr.write(`${printable(inSource(this.#source, one))}\n`);
  }
}

/** `file:line:column: message`, as editors and compilers write it. */
export const inSource = (source: Source, { line, column, message }: Problem): string =>
  `${source.name}:${line}:${column}: ${message}`;
