import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { headersToSend } from '../../../modules/kafka/library.ts';
import type { KafkaRecord } from '../../../modules/kafka/record.ts';
import { kafkaFunction } from '../../../modules/lambda/kafka-function.ts';
import { jsonLog } from '../../../modules/logging/log.ts';
import { encodeEvent, envelope, type KafkaEvent } from '../event.ts';
import { functionEvent } from './function-event.ts';
import { packEvent } from './packed-event.ts';

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'b', 'constructor', '__proto__'));
const header = fc.record({ name, value: fc.option(bytes) }, { noNullPrototype: true });

const message = fc.record({
  offset: fc.nat().map(String),
  timestamp: fc.nat().map(String),
  attributes: fc.constant(0),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.array(header, { maxLength: 6 }).map((headers) => headersToSend(headers)),
  batchContext: fc.record({ timestampType: fc.constantFrom(0, 1) }),
});

const messageLists = fc.array(fc.array(message, { maxLength: 4 }), { minLength: 1, maxLength: 3 });

const events = messageLists.map((lists): KafkaEvent => ({
  envelope: envelope({ kind: 'msk', clusterArn: 'arn:aws:kafka:local' }, ['b-1:9094']),
  parts: lists.map((messages, partition) => ({ topicPartition: { topic: 'products', partition }, messages })),
}));

/** As it comes out of the port of another thread. */
function handedOver(event: KafkaEvent, takesBytes: boolean): object {
  const packed = packEvent(event);
  return functionEvent(structuredClone(packed, { transfer: [packed.bytes, packed.numbers.buffer] }), takesBytes);
}

async function recordsOf(event: unknown): Promise<readonly KafkaRecord[]> {
  let seen: readonly KafkaRecord[] = [];
  const step = async (records: readonly KafkaRecord[]) => {
    seen = records;
    return {};
  };
  await kafkaFunction(
    step,
    jsonLog(() => undefined),
  )(event);
  return seen;
}

test('a step sees the same records in process as through the engine', async () => {
  await fc.assert(
    fc.asyncProperty(events, async (event) => {
      const throughEngine = await recordsOf(JSON.parse(encodeEvent(event).toString()));
      expect(await recordsOf(handedOver(event, true))).toEqual(throughEngine);
    }),
  );
});

test("a handler that takes no bytes gets the very event that AWS's JSON says", () => {
  fc.assert(
    fc.property(events, (event) => {
      expect(handedOver(event, false)).toEqual(JSON.parse(encodeEvent(event).toString()));
    }),
  );
});
