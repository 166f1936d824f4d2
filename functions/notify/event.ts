import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';

const notificationSchema = z.object({
  MessageId: z.string().min(1),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string().nullish(),
});

/** What was published to a topic of SNS. Its id stays the same when it is delivered again. */
export type Notification = z.infer<typeof notificationSchema>;

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const eventSchema = z.object({ Records: z.array(z.object({ Sns: notificationSchema })).min(1) });

/** Throws event_invalid for what SNS did not send. */
export function readEvent(event: unknown): readonly Notification[] {
  const read = eventSchema.safeParse(event);
  if (!read.success) throw new PlatformError('event_invalid', 'not an event of SNS', { cause: read.error });
  return read.data.Records.map(({ Sns }) => Sns);
}
