import { badMessage, parsed, type Parsed } from '../../modules/errors/bad-message.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { header } from '../../modules/platform/headers.ts';
import { productVersion } from '../../modules/product/version.ts';
import type { Version } from './document.ts';

/** Without a ban list's version, which only the filter writes, a decision counts as made before any list. */
export function readVersion({ headers, timestamp }: KafkaRecord): Parsed<Version> {
  const version = productVersion(headers[header.version], timestamp);
  if (!version.ok) return version;
  const list = Number(headers[header.banListVersion]?.toString('latin1') ?? 0);
  if (!Number.isSafeInteger(list) || list < 0)
    return badMessage('invalid_version', `${header.banListVersion}: must be a whole number`);
  return parsed({ version: version.value, ban_list_version: list });
}
