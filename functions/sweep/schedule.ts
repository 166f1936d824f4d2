import { z } from 'zod';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html and EventBridge's own rules send this. */
const scheduleSchema = z.object({ 'detail-type': z.literal('Scheduled Event') });

/** Whether an event is that of a schedule. */
export const isSchedule = (event: unknown): boolean => scheduleSchema.safeParse(event).success;
