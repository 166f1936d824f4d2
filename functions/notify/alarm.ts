import { z } from 'zod';
import { jsonOf } from '../../modules/errors/schema.ts';

/** What CloudWatch says of an alarm whose state has changed. Fields that a message can do without may be missing. */
const alarmSchema = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string().nullish(),
  StateChangeTime: z.string().nullish(),
});

export type Alarm = z.infer<typeof alarmSchema>;

/** The alarm in a message of SNS; `undefined` when the message is about something else. */
export const readAlarm = (message: string): Alarm | undefined => alarmSchema.safeParse(jsonOf(message)).data;
