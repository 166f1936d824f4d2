import { expect, test } from 'vitest';
import { isSchedule } from './schedule.ts';

test("a schedule's event is told from one of Kafka", () => {
  expect(isSchedule({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} })).toBe(true);
  expect(isSchedule({ eventSource: 'SelfManagedKafka', records: {} })).toBe(false);
});
