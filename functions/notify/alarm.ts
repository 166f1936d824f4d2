import { z } from 'zod';
import { jsonOf } from '../../modules/errors/schema.ts';
import { mappingGroups } from '../../modules/platform/access.ts';
import { functionNames, lambdaName } from '../../modules/platform/function-names.ts';

/** AWS writes them small, engines of one machine great. */
const dimensionSchema = z.union([
  z.object({ name: z.string(), value: z.string() }),
  z.object({ Name: z.string(), Value: z.string() }).transform(({ Name, Value }) => ({ name: Name, value: Value })),
]);

/** What CloudWatch says of an alarm whose state has changed. Fields that a message can do without may be missing. */
const alarmSchema = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  StateChangeTime: z.string().nullish(),
  AlarmArn: z.string().nullish(),
  Trigger: z
    .object({ Dimensions: z.array(dimensionSchema) })
    .nullish()
    .catch(undefined),
});

export type Alarm = z.infer<typeof alarmSchema>;

/** The alarm in a message of SNS; `undefined` when the message is about something else. */
export const readAlarm = (message: string): Alarm | undefined => alarmSchema.safeParse(jsonOf(message)).data;

/** The first line says what is wrong, the others what people lose by it. */
export function saidBy({ AlarmName, AlarmDescription }: Alarm): {
  readonly summary: string;
  readonly description: string;
} {
  const [summary = '', ...rest] = (AlarmDescription ?? '').split('\n');
  return { summary: summary.trim() === '' ? AlarmName : `${summary} [${AlarmName}]`, description: rest.join('\n') };
}

/** When an alarm changed its state, epoch milliseconds, where it says so. CloudWatch writes the zone without a colon. */
export function changedAt({ StateChangeTime }: Pick<Alarm, 'StateChangeTime'>): number | undefined {
  const at = Date.parse((StateChangeTime ?? '').replace(/([+-]\d\d)(\d\d)$/u, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}

/** Which function, consumer group and topic an alarm is about, by the dimensions of its metric. */
export function subjectOf({ Trigger }: Alarm): Readonly<Record<string, string>> {
  const dimensions = new Map(Trigger?.Dimensions.map(({ name, value }) => [name.toLowerCase(), value]));
  const group = dimensions.get('consumer group');
  const mapping = mappingGroups.find((each) => each.group === group);
  const reader = functionNames.find((name) => name === mapping?.functionName);
  const lambda = dimensions.get('functionname') ?? dimensions.get('service') ?? (reader && lambdaName(reader));
  const topic = dimensions.get('topic');
  return {
    ...(lambda !== undefined && { function: lambda }),
    ...(group !== undefined && { group }),
    ...(topic !== undefined && { topic }),
  };
}

/** Accounts of engines of one machine, which have no console. */
const noAccount = /^0+$/u;

/** Where the console of AWS draws an alarm's metric. */
export function graphOf({ AlarmArn, AlarmName }: Alarm): string | undefined {
  const [, , , region = '', account = ''] = (AlarmArn ?? '').split(':');
  if (region === '' || noAccount.test(account)) return undefined;
  const page = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  return `${page}#alarmsV2:alarm/${encodeURIComponent(AlarmName)}`;
}
