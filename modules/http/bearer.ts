import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { headerOf } from './header.ts';
import { problemResponse } from './response.ts';

/**
 * The name of the key that a request carries as `Authorization: Bearer <key>`; none when nobody has that key. The time that
 * it takes reveals nothing about the keys, whose values are by their names.
 */
export function bearerOf(event: unknown, keys: Readonly<Record<string, string>>): string | undefined {
  const header = headerOf(event, 'authorization') ?? '';
  const given = /^Bearer +(?<key>\S+)$/iu.exec(header.trim())?.groups?.['key'] ?? '';
  // Every key is compared, also once one is found.
  const [name] = Object.entries(keys).flatMap(([owner, key]) =>
    timingSafeEqual(digest(given), digest(key)) && key !== '' ? [owner] : [],
  );
  return name;
}

/** Hashes have one length, whatever is compared. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Refuses a request without a key. `keys`: whose, in words. */
export function unauthorized(keys: string): APIGatewayProxyResult {
  const refusal = problemResponse({
    status: 401,
    title: 'Unauthorized',
    detail: `This path needs the header Authorization: Bearer and ${keys}.`,
  });
  return { ...refusal, headers: { ...refusal.headers, 'www-authenticate': 'Bearer' } };
}
