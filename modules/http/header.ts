import { z } from 'zod';

const eventSchema = z.looseObject({ headers: z.record(z.string(), z.string()).nullish() });

/** A header of a request to the REST API by its name in small letters, however the client spelled it. */
export function headerOf(event: unknown, name: string): string | undefined {
  const { headers } = eventSchema.safeParse(event).data ?? {};
  return Object.entries(headers ?? {}).find(([own]) => own.toLowerCase() === name)?.[1];
}
