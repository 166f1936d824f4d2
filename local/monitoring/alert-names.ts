import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { monitoringDirectory, ruleFileNames } from './prometheus-config.ts';

const fileSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string().optional() }).loose()) })),
});

/** Names of the alerts in monitoring/rules. */
export const alertNames = (): readonly string[] =>
  ruleFileNames()
    .map((file) => fileSchema.parse(parse(readFileSync(join(monitoringDirectory, 'rules', file), 'utf8'))))
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? [])));
