import { expect, test } from 'vitest';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';
import { chooseEngine } from './choose-engine.ts';

const config = { urls: ['http://127.0.0.1:1'], user: 'analytics' };
const dependencies = { hdfs: webHdfsClient(config), config, scratch: '/nowhere' };
const spark = {
  AWS_REGION: 'us-east-1',
  SPARK_APPLICATION_ID: 'a',
  SPARK_JOB_ROLE_ARN: 'r',
  SPARK_SCRIPT: 's3://b/job.py',
  SPARK_LOGS: 's3://b/spark/',
  SPARK_HDFS_URI: 'hdfs://h:8020',
};

test('the schedule runs DuckDB', () => {
  expect(chooseEngine({ source: 'aws.events' }, dependencies, {}).name).toBe('duckdb');
  expect(chooseEngine(undefined, dependencies, spark).name).toBe('duckdb');
});

test('the environment may say Spark, and a call either', () => {
  expect(chooseEngine({}, dependencies, { ...spark, ANALYTICS_ENGINE: 'spark' }).name).toBe('spark');
  expect(chooseEngine({ engine: 'spark' }, dependencies, spark).name).toBe('spark');
  expect(chooseEngine({ engine: 'duckdb' }, dependencies, { ...spark, ANALYTICS_ENGINE: 'spark' }).name).toBe('duckdb');
});

test('Spark where the stack has none, and an engine that nobody knows, are refused with the name of the variable', () => {
  expect(() => chooseEngine({ engine: 'spark' }, dependencies, {})).toThrow('SPARK_APPLICATION_ID');
  expect(() => chooseEngine({}, dependencies, { ANALYTICS_ENGINE: 'hive' })).toThrow('ANALYTICS_ENGINE');
});
