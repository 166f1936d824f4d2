import { z } from 'zod';
import { jsonOf } from '../../modules/errors/schema.ts';
import { readIfThere } from './process-identity.mjs';
import { supervisionFile, type Supervision } from './supervision.ts';
import type { Instance } from './instance.ts';

// Apart from who writes it: zod would be a fifth of the supervisor.

const supervisionSchema = z.object({
  pid: z.number(),
  servers: z.record(
    z.string(),
    z.object({ doing: z.enum(['starting again', 'stays down']), deaths: z.array(z.number()) }),
  ),
});

/** What the supervisor of an instance has told last; it may have ended since. */
export const readSupervision = (instance: Pick<Instance, 'directory'>): Supervision | undefined =>
  supervisionSchema.safeParse(jsonOf(readIfThere(supervisionFile(instance)) ?? '')).data;
