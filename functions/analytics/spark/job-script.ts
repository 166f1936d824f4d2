import { join } from 'node:path';

/** The program that runs a job on Spark, here and on EMR Serverless. */
export const jobScript = join(import.meta.dirname, 'job.py');
