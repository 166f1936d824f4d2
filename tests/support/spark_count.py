"""Counts raw records with Spark: prints one JSON line with the rows and the distinct (topic, partition, offset)."""

import json
import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("count").getOrCreate()
records = spark.read.option("recursiveFileLookup", "true").parquet(sys.argv[1]).select("topic", "partition", "offset")
print("COUNT " + json.dumps({"rows": records.count(), "distinct": records.distinct().count()}), flush=True)
spark.stop()
