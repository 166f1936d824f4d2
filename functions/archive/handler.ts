import { kafkaFunction } from '../lambda/kafka-function.ts';

export const handler = kafkaFunction(async () => ({}));
