import { expect, test } from 'vitest';
import { PlatformError } from '../errors/platform-error.ts';
import { kafkaFailure } from './failure.ts';

const named = (name: string, message: string, fields: object = {}): Error =>
  Object.assign(new Error(message), { name, ...fields });

test.each([
  ['TOPIC_AUTHORIZATION_FAILED', 'kafka_refused'],
  ['GROUP_AUTHORIZATION_FAILED', 'kafka_refused'],
  ['MESSAGE_TOO_LARGE', 'kafka_record_too_large'],
  ['NOT_ENOUGH_REPLICAS', 'kafka_unavailable'],
])('the protocol error %s, however deep it is wrapped, is %s', (type, code) => {
  const cause = named('KafkaJSProtocolError', 'broker says no', { type });
  const error = new Error('retries exceeded', { cause: new Error('not retriable', { cause }) });
  expect(kafkaFailure(error, 'publish')).toMatchObject({ code, message: 'cannot publish', cause: error });
});

test.each([
  ['Connection error: read ECONNRESET, tlsv13 alert certificate required', 'kafka_refused'],
  ['Connection error: self-signed certificate in certificate chain', 'kafka_refused'],
  ['Connection error: connect ECONNREFUSED 127.0.0.1:9092', 'kafka_unavailable'],
  ['Connection timeout', 'kafka_unavailable'],
])('the connection error «%s» is %s', (message, code) => {
  expect(kafkaFailure(named('KafkaJSConnectionError', message), 'connect')).toMatchObject({ code });
});

test("the platform's own error stays as it is", () => {
  const error = new PlatformError('secret_unavailable', 'no secret');
  expect(kafkaFailure(error, 'publish')).toBe(error);
});
