import { onTestFinished } from 'vitest';
import { readTopic } from '../../local/kafka/read-topic.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import { testInstance, uniqueName } from './instance.ts';
import type { Answered } from './moderator.ts';

/** An id of a rule that `writer` takes off the list again. */
export function ownRuleId(writer: Pick<Publisher, 'publish'>): string {
  const id = uniqueName('bans-test');
  onTestFinished(async () => {
    await writer.publish([{ topic: 'banned_products', key: id, value: null }]);
  });
  return id;
}

/** A word that no product of another test has. */
export const aWord = (): string =>
  `щщ${Array.from({ length: 12 }, () => 'бвгджзкл'[Math.floor(Math.random() * 8)]).join('')}`;

export const aRuleOf = (rule_id: string, fields: object = {}) => ({
  rule_id,
  kind: 'phrase',
  value: aWord(),
  reason: 'Нельзя продавать на площадке',
  ...fields,
});

/** The version that an answer says a change has: the offset of its record. */
export const versionIn = ({ body }: Pick<Answered, 'body'>): number => Number(body['version']);

export const banRecordAt = async (offset: number) =>
  (await readTopic(testInstance(), 'banned_products')).find((record) => record.offset === offset);
