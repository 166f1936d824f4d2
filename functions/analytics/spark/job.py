"""Runs an analysis job on Spark: `spark-submit job.py <hdfs:// address of the job file>`.

The job file is JSON, written by `job-file.ts`; its paths are of the same file system. Views of the input tables, the prepared tables and the results are
what `Engine` in `engine.ts` promises. Results are Parquet in `<output>/<name>/part-<n>.parquet`; each step is printed as a
JSON line when it is done, and a report of all is written to `<report>` at the end.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any, Iterable

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

# A raw file as functions/archive writes it.
RAW_SCHEMA = (
    "topic STRING, partition INT, offset BIGINT, timestamp TIMESTAMP, key BINARY, value BINARY, "
    "headers ARRAY<STRUCT<name: STRING, value: BINARY>>"
)

# How the columns of a raw file become those of a table of records. Text is what is UTF-8.
RAW_COLUMNS = [
    "topic",
    "partition AS record_partition",
    "offset AS record_offset",
    "unix_millis(timestamp) AS timestamp_ms",
    """try_validate_utf8(
         CAST(try_element_at(filter(headers, header -> header.name = 'version'), -1).value AS STRING)
       ) AS version""",
    "try_validate_utf8(CAST(key AS STRING)) AS key",
    "try_validate_utf8(CAST(value AS STRING)) AS value",
]

# Half a surrogate pair is fine in JSON, and no text: U+FFFD stands for it, and for the halves of a pair in escapes too.
WHOLE_TEXT = r"""CASE WHEN contains(value, r'\ud') OR contains(value, r'\uD')
  THEN regexp_replace(value, r'\\u[dD][89a-fA-F][0-9a-fA-F]{2}', r'\\ufffd') ELSE value END AS value"""

VERSION = "coalesce(whole_number(version), timestamp_ms) AS version_ms"

# get_json_object takes more for JSON than there is, and reads only as far as it must. What is not JSON from its first
# to its last character becomes null before, as it has no value on the other engine either.
JSON_ONLY = """CASE WHEN size(from_json(
  concat('[', value, ']'), 'ARRAY<STRING>', map('mode', 'PERMISSIVE', 'allowSingleQuotes', 'false')
)) = 1 THEN value END AS value"""

# Functions of the SQL files that engine.ts describes.
FUNCTIONS = [
    """CREATE TEMPORARY FUNCTION whole_number(text STRING) RETURNS BIGINT
       RETURN CASE WHEN text RLIKE '^[0-9]{1,16}$' THEN CAST(text AS BIGINT) END""",
    """CREATE TEMPORARY FUNCTION decimal_number(text STRING) RETURNS DOUBLE
       RETURN CASE WHEN text RLIKE '^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$' THEN try_cast(text AS DOUBLE) END""",
    """CREATE TEMPORARY FUNCTION instant_ms(text STRING) RETURNS BIGINT
       RETURN CASE WHEN text RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}T' THEN unix_millis(try_cast(text AS TIMESTAMP)) END""",
]

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # Sizes are guessed from compressed files: ten million product ids of 9 MB on disk took 540 MB as a broadcast table.
    # What is small after all is still broadcast, once it was measured.
    "spark.sql.sources.fileCompressionFactor": "20",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
}


def main(job_file: str) -> None:
    started = time.monotonic()
    builder = SparkSession.builder.appName("marketplace-analytics")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("WARN")
    files = HadoopFiles(spark, job_file)
    job = json.loads(files.read(job_file))
    report: dict[str, list[dict[str, Any]]] = {"days": [], "preparations": [], "analyses": []}

    def done(kind: str, step: dict[str, Any]) -> None:
        report[kind].append(step)
        print(json.dumps(step), flush=True)

    done("preparations", {"name": "start", "seconds": time.monotonic() - started})
    for function in FUNCTIONS:
        spark.sql(function)
    report["days"] = [add_day(spark, files, job, part) for part in job["days"]]
    create_inputs(spark, files, job)
    for query in job["prepared"]:
        at = time.monotonic()
        table = spark.sql(query["sql"]).cache()
        table.createOrReplaceTempView(query["name"])
        table.count()
        done("preparations", {"name": query["name"], "seconds": time.monotonic() - at})
    for query in job["analyses"]:
        done("analyses", analyse(spark, files, query, f"{job['output']}/{query['name']}"))
    files.write(job["report"], json.dumps(report))
    spark.stop()


def add_day(spark: SparkSession, files: HadoopFiles, job: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Computes what one day's raw files say, and adds its files to those of its table."""
    raw = job["tables"][part["from"]]
    input_table(spark, raw, [files.address(path) for path in part["files"]]).createOrReplaceTempView(part["from"])
    directory = f"{job['output']}/{part['name']}"
    step = analyse(spark, files, part, directory)
    job["tables"][part["table"]]["files"] += files.parquet_in(directory)
    return step


def create_inputs(spark: SparkSession, files: HadoopFiles, job: dict[str, Any]) -> None:
    """Views named as the tables of the job, empty where there are no files, and the table `run`."""
    run = spark.range(1).select(
        F.lit(job["run_id"]).alias("run_id"),
        F.lit(job["now_ms"]).cast("bigint").alias("now_ms"),
        F.lit(job["window_ms"]).cast("bigint").alias("window_ms"),
    )
    run.createOrReplaceTempView("run")
    for name, table in job["tables"].items():
        paths = [files.address(path) for path in table["files"]]
        input_table(spark, table, paths).createOrReplaceTempView(name)


def input_table(spark: SparkSession, table: dict[str, Any], paths: list[str]) -> DataFrame:
    columns: dict[str, str] = table["columns"]
    if not paths:
        return spark.range(0).selectExpr(*[f"CAST(NULL AS {kind}) AS `{name}`" for name, kind in columns.items()])
    if table["raw"]:
        records = spark.read.schema(RAW_SCHEMA).parquet(*paths).selectExpr(*RAW_COLUMNS)
        computed = {"value": WHOLE_TEXT, "version_ms": VERSION}
        texts = records.selectExpr(*[computed.get(name, name) for name in columns])
        return texts.selectExpr(*[JSON_ONLY if name == "value" else name for name in columns])
    stored = spark.read.parquet(*paths)
    return stored.selectExpr(*[f"CAST(`{name}` AS {kind}) AS `{name}`" for name, kind in columns.items()])


def analyse(spark: SparkSession, files: HadoopFiles, query: dict[str, str], directory: str) -> dict[str, Any]:
    """Computes one result into a directory; what an attempt before left there is replaced."""
    at = time.monotonic()
    address = files.address(directory)
    spark.sql(query["sql"]).write.mode("overwrite").parquet(address)
    files.number_parts(directory)
    seconds = time.monotonic() - at
    rows = spark.read.parquet(address).count()
    return {"name": query["name"], "seconds": seconds, "rows": rows, "bytes": files.size(directory)}


class HadoopFiles:
    """The file system of an address, through Hadoop's own client. Paths are absolute."""

    def __init__(self, spark: SparkSession, address: str) -> None:
        self._jvm: Any = spark._jvm
        self._system: Any = self._path(address).getFileSystem(spark._jsc.hadoopConfiguration())

    def address(self, path: str) -> str:
        return self._path(path).makeQualified(self._system.getUri(), self._system.getWorkingDirectory()).toString()

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def read(self, path: str) -> str:
        stream = self._system.open(self._path(path))
        try:
            return self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8")
        finally:
            stream.close()

    def write(self, path: str, text: str) -> None:
        stream = self._system.create(self._path(path), True)
        try:
            stream.write(bytearray(text, "utf-8"))
        finally:
            stream.close()

    def size(self, directory: str) -> int:
        return self._system.getContentSummary(self._path(directory)).getLength()

    def number_parts(self, directory: str) -> None:
        """Gives the files of a result short names in the order that they were sorted in."""
        for number, path in enumerate(self.parquet_in(directory)):
            if not self._system.rename(self._path(path), self._path(f"{directory}/part-{number}.parquet")):
                raise RuntimeError(f"cannot rename {path}")

    def parquet_in(self, directory: str) -> list[str]:
        """Paths of the Parquet files of a directory."""
        return [f"{directory}/{name}" for name in sorted(self._names(directory)) if name.endswith(".parquet")]

    def _names(self, directory: str) -> Iterable[str]:
        return [status.getPath().getName() for status in self._system.listStatus(self._path(directory))]


if __name__ == "__main__":
    main(sys.argv[1])
