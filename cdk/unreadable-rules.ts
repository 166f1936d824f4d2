import { Duration } from 'aws-cdk-lib/core';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { addAlarm } from './alarm.ts';
import { customMetric } from './custom-metric.ts';
import type { KafkaFunction } from './kafka-function.ts';
import { lambdaName } from '../modules/platform/function-names.ts';

/** Tells people of rules that nobody can read. `sweep` looks at the list every minute. */
export function watchUnreadableRules(sweep: KafkaFunction, alarms: ITopic): void {
  addAlarm(sweep, alarms, {
    name: `${lambdaName('sweep')}-unreadable-rules`,
    description:
      'В списке запретов есть правило, которое нельзя прочитать: npm run bans -- status скажет какое и почему.',
    impact:
      'Правило не действует или действует в прежнем виде, и товары, которые оно должно запретить, видны покупателям.',
    metric: customMetric({
      metricName: 'unreadable_rules',
      statistic: 'Maximum',
      period: Duration.minutes(1),
      dimensionsMap: { service: sweep.lambdaName },
    }),
    threshold: 1,
    periods: 2,
  });
}
