import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { banRuleSchema } from '../../modules/bans/rule.ts';
import { endOffset } from '../../modules/kafka/end-offset.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { closing } from '../resources/closing.ts';

const topic: Topic = 'banned_products';

/** Publishes the sample rules, unless the ban list was ever written to. Resolves with how many it published. */
export async function seedBans(instance: Instance): Promise<number> {
  const kafka = kafkaAs(instance, 'moderator');
  await using end = closing(endOffset(async () => kafka, topic));
  if ((await end.now()) > 0) return 0;
  await using publisher = closing(kafkaPublisher(() => kafka));
  const rules = await sampleRules();
  await publisher.publish(rules.map((rule) => ({ topic, key: rule.rule_id, value: JSON.stringify(rule) })));
  return rules.length;
}

/** The rules of samples/bans.json. */
export const sampleRules = async (): Promise<z.infer<typeof banRuleSchema>[]> =>
  z.array(banRuleSchema).parse(JSON.parse(await readFile(join(projectRoot, 'samples/bans.json'), 'utf8')));
