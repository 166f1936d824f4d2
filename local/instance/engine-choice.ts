import { z } from 'zod';

/** Cloud engines that are started here. */
const engineNames = ['ministack', 'localstack'] as const;

export type EngineName = (typeof engineNames)[number];

/** What answers AWS's APIs in an instance: an engine that is started here, or the address of one that runs already. */
export type EngineChoice = EngineName | `${'http' | 'https'}://${string}`;

export const defaultEngine: EngineName = 'ministack';

const reason = 'must be ministack, localstack or an address such as http://127.0.0.1:4566';

export const engineChoiceSchema: z.ZodType<EngineChoice> = z.union(
  [z.enum(engineNames), z.url({ protocol: /^https?$/u }).transform((address) => withoutSlash(address))],
  reason,
);

/** The address of an engine that is not started here. */
export const addressOf = (engine: EngineChoice): string | undefined => (isName(engine) ? undefined : engine);

const isName = (engine: EngineChoice): engine is EngineName => engineNames.some((name) => name === engine);

const withoutSlash = (address: string): EngineChoice => address.replace(/\/+$/u, '') as EngineChoice;
