import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { columnsOf, ruleOfCells } from './csv.ts';
import type { Row } from './row.ts';

/** More than any rule needs; a quote that nobody closes ends here and not with the memory. */
const maxRowLength = 1024 * 1024;

interface Parsed {
  readonly record: readonly string[];
  /** `lines`: the line in which the record ends. */
  readonly info: { readonly lines: number };
}

/** The rows of a CSV file (RFC 4180; also with ; between cells, as spreadsheets in Russian write it). Throws input_invalid. */
export async function* csvRows(path: string): AsyncGenerator<Row> {
  let names: Exclude<ReturnType<typeof columnsOf>, string> | undefined;
  try {
    for await (const { record, info } of recordsOf(path)) {
      if (names === undefined) {
        const columns = columnsOf(record);
        if (typeof columns === 'string') throw new PlatformError('input_invalid', `${path}: ${columns}`);
        names = columns;
      } else yield rowOf(names, record, info.lines);
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new PlatformError('input_invalid', `${path} is not CSV: ${error.message}`, { cause: error });
    throw error;
  }
  if (names === undefined) throw new PlatformError('input_invalid', `${path} is empty`);
}

function rowOf(names: Parameters<typeof ruleOfCells>[0], cells: readonly string[], lastLine: number): Row {
  const line = lastLine - cells.join('').split('\n').length + 1;
  if (cells.length !== names.length)
    return { line, problem: `has ${cells.length} cells, but the first line names ${names.length} columns` };
  return { line, content: ruleOfCells(names, cells) };
}

async function* recordsOf(path: string): AsyncGenerator<Parsed> {
  const texts = textsOf(path);
  const { value: first } = await texts.next();
  if (first === undefined) return;
  const [head = ''] = first.split(/\r|\n/u, 1);
  const parser = parse({
    delimiter: head.includes(';') && !head.includes(',') ? ';' : ',',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRowLength,
    info: true,
  });
  // What goes wrong on the way in ends the way out, too.
  pipeline(Readable.from(joined(first, texts)), parser, () => undefined);
  for await (const parsed of parser) yield parsed as Parsed;
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** The text of a file in pieces, without a byte order mark. Throws input_invalid. */
async function* textsOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      if (text !== '') yield text;
    }
    const last = decoder.decode();
    if (last !== '') yield last;
  } catch (error) {
    if (error instanceof TypeError) throw new PlatformError('input_invalid', `${path} is not UTF-8; save it as UTF-8`);
    throw error;
  }
}
