import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const eventSchema = z.looseObject({ headers: z.record(z.string(), z.string()).nullish() });

/** Whether a request carries `Authorization: Bearer <key>`. The time that the comparison takes reveals nothing about the key. */
export function isAuthorized(event: unknown, key: string): boolean {
  const { headers } = eventSchema.safeParse(event).data ?? {};
  const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  const given = /^Bearer +(?<key>\S+)$/iu.exec(header.trim())?.groups?.['key'] ?? '';
  return timingSafeEqual(digest(given), digest(key)) && key !== '';
}

/** Hashes have one length, whatever is compared. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
