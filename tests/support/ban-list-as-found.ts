import { isDeepStrictEqual } from 'node:util';
import { onTestFinished } from 'vitest';
import { kafkaAs } from '../../local/kafka/client.ts';
import { closing } from '../../local/resources/closing.ts';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import type { BanRule } from '../../modules/bans/rule.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { testInstance } from './instance.ts';

const asModerator = async () => kafkaAs(testInstance(), 'moderator');

/** The rules that stand, by their ids. */
async function standingRules(): Promise<ReadonlyMap<string, BanRule>> {
  const log = jsonLog(() => undefined);
  await using bans = closing(banListReader(asModerator, log));
  const { standing } = (await bans.current()).rules;
  return new Map(Array.from(standing, ([id, { rule }]) => [id, rule]));
}

/** Puts the ban list back as it is now when the test is over: for tests that may set and remove any rule. */
export async function leaveBanListAsFound(): Promise<void> {
  const found = await standingRules();
  onTestFinished(async () => {
    const left = await standingRules();
    const touched = [...new Set([...found.keys(), ...left.keys()])].filter(
      (id) => !isDeepStrictEqual(found.get(id), left.get(id)),
    );
    await using publisher = closing(kafkaPublisher(asModerator));
    await publisher.publish(
      touched.map((id) => {
        const rule = found.get(id);
        return { topic: 'banned_products', key: id, value: rule === undefined ? null : JSON.stringify(rule) };
      }),
    );
  }, 120_000);
}
