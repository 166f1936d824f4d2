import { hdfsConfig } from '../../modules/config/environment.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';
import { archive } from './archive.ts';

const hdfs = webHdfsClient(hdfsConfig());

/** products and client_queries ─▶ /raw in HDFS, every record in exactly one file. */
export const handler = kafkaFunction(archive({ hdfs }));
