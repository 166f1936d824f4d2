import type { InputTable, RawTable } from './input-tables.ts';

/** A query of `sql/`; its name is the file's. */
export interface Query {
  readonly name: string;
  readonly sql: string;
}

/** What one day's raw files say, as rows of an input table: computed before all else, and like nothing but those files. */
export interface DayPart extends Query {
  /** The input table that it is a part of. */
  readonly table: InputTable;
  /** The only table that its SQL sees. */
  readonly from: RawTable;
  /** HDFS paths of that table's files. */
  readonly files: readonly string[];
}

/**
 * What an engine computes. The SQL is the same for every engine and sees:
 *
 * - the input tables of `input-tables.json`. A table without files is empty. `product_records` and `activity_records`, which
 *   the parts of days read, come from raw files (see functions/archive): `record_partition` and `record_offset` are their
 *   columns partition and offset, `timestamp_ms` the timestamp, `version_ms` the header `version` as a number, else the
 *   timestamp; `key` and `value` are the bytes as text, null where they are not UTF-8. The other tables' files have the
 *   columns as they are named;
 * - `run`, one row: run_id STRING, now_ms BIGINT, window_ms BIGINT;
 * - these functions of text, null where it is not what they say: get_json_object(value, path), as in Spark;
 *   whole_number(text), BIGINT of up to 16 digits; decimal_number(text), DOUBLE of a number as in JSON; instant_ms(text),
 *   epoch milliseconds of an ISO 8601 date and time, in UTC unless it has an offset;
 * - the tables that are prepared before the analyses, each under its name, in their order.
 *
 * Time zone is UTC. A wrong value in a record never fails a query.
 */
export interface Job {
  /** ISO time of `now` without punctuation, such as 20261122T192500Z. */
  readonly runId: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How far back the run looks, in milliseconds. */
  readonly window: number;
  /** HDFS paths of whole Parquet files. */
  readonly inputs: Readonly<Record<InputTable, readonly string[]>>;
  /** What is to be added to the input tables first. */
  readonly days: readonly DayPart[];
  /** Tables that several analyses read: computed once, in this order. */
  readonly prepared: readonly Query[];
  readonly analyses: readonly Query[];
  /** HDFS directory; an analysis or a day is written to `<output>/<name>/part-0.parquet`, and further parts if need be. */
  readonly output: string;
}

export interface AnalysisReport {
  readonly name: string;
  /** Seconds that it took, without what was prepared. */
  readonly seconds: number;
  readonly rows: number;
  /** Bytes of its files. */
  readonly bytes: number;
}

/** Seconds of what comes before the analyses: starting, fetching files, preparing tables. */
export interface PreparationReport {
  readonly name: string;
  readonly seconds: number;
}

export interface JobReport {
  readonly seconds: number;
  readonly days: readonly AnalysisReport[];
  readonly preparations: readonly PreparationReport[];
  readonly analyses: readonly AnalysisReport[];
}

export type OnResult = (report: AnalysisReport) => Promise<void>;
export type OnPrepared = (report: PreparationReport) => void;

/** Runs SQL over Parquet files of HDFS. */
export interface Engine {
  /** `duckdb` or `spark`. */
  readonly name: string;
  /**
   * Runs a job. `onResult` is called and awaited whenever the files of an analysis or of a day are whole in HDFS and the
   * engine needs them no more, so that a run that breaks off keeps what it has; an engine on other machines may do so for
   * all at the end. `onPrepared` tells of each step before. Rejects with a PlatformError, and with what `onResult` rejects with.
   */
  run(job: Job, onResult: OnResult, onPrepared?: OnPrepared): Promise<JobReport>;
}
