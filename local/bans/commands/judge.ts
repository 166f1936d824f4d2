import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { printable } from '../../command-line/printable.ts';
import { fromCallersFolder } from '../../command-line/run.ts';
import { plainTable } from '../../observe/table.ts';
import { judgeCase, type Judgement } from '../judge.ts';

export const judgeCommand = new Command('judge')
  .description('say which products match which rules, without a running platform: for those who build test sets')
  .requiredOption('--file <path>', 'one case a line: {"rule": {…}, "product": {…}}; - is stdin')
  .option('--json', 'a line of JSON for each case: {"matches": [{rule_id, field, matched, at}]}')
  .action(judgeFile);

async function judgeFile({ file, json }: { readonly file: string; readonly json?: boolean }): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(fromCallersFolder(file));
  const table = plainTable(['line', 'field', 'matched', 'at'], ['right', 'left', 'left', 'right']);
  let number = 0;
  for await (const line of createInterface(input)) {
    number += 1;
    if (line.trim() === '') continue;
    const judgement = judgeCase(line, Date.now());
    if ('error' in judgement) {
      process.exitCode = 1;
      process.stderr.write(`line ${number}: ${printable(judgement.error)}\n`);
    }
    if (json === true) process.stdout.write(`${JSON.stringify(judgement)}\n`);
    else table.push(...rowsOf(number, judgement));
  }
  if (json !== true) process.stdout.write(`${table.toString()}\n`);
}

function rowsOf(number: number, judgement: Judgement): string[][] {
  if ('error' in judgement) return [];
  if (judgement.matches.length === 0) return [[String(number), 'no match', '', '']];
  return judgement.matches.map(({ field, tag, matched, at }) => [
    String(number),
    tag === undefined ? field : `${field}[${tag}]`,
    printable(matched),
    String(at),
  ]);
}
