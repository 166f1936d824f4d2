import { expect, test } from 'vitest';
import { consumerGroup } from '../modules/platform/access.ts';
import { functionNames, lambdaName } from '../modules/platform/function-names.ts';
import { consumed, targets } from '../tests/support/stack.ts';
import { lambdaOf, only, propertiesOf } from '../tests/support/template.ts';

test.each(targets)('the dashboard on %s shows every function, every mapping and the analyses', (_, template) => {
  const { DashboardBody } = only(propertiesOf(template, 'AWS::CloudWatch::Dashboard'), 'dashboard');
  const body = JSON.stringify(DashboardBody);
  for (const name of functionNames) expect(body).toContain(`"Ref":"${lambdaOf(template, name).id}"`);
  for (const metric of ['runs', 'failures', 'duration_ms', 'rows'])
    expect(body).toContain(String.raw`\"Marketplace\",\"${metric}\",\"service\",\"${lambdaName('analytics')}\"`);
  for (const [name, topic] of consumed) {
    expect(body).toContain(consumerGroup(name, topic));
    expect(body).toContain(
      String.raw`\"oldest_record_age_ms\",\"service\",\"${lambdaName(name)}\",\"topic\",\"${topic}\"`,
    );
  }
});
