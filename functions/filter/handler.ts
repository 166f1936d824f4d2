import { kafkaConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { log } from '../../modules/logging/log.ts';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { filterProducts } from './filter.ts';

const kafka = kafkaConnection(kafkaConfig);
const bans = banListReader(kafka, log);
const publisher = kafkaPublisher(kafka);

/** `products` → `filtered_products`, `rejected_products`, `dead_letters`. */
export const handler = kafkaFunction(filterProducts({ bans, publisher, now: Date.now }));
