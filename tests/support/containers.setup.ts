import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { composeFile } from '../../local/compose/compose.ts';
import { platformImage } from '../../local/compose/container-settings.ts';
import { compose, docker, found, unwell } from './compose.ts';
import { until } from './until.ts';

const composeSchema = z.object({
  services: z.record(z.string(), z.object({ depends_on: z.record(z.string(), z.unknown()).default({}) })),
});

/** The services of the default engine but those that are left out, and what needs them. */
async function wanted(without: ReadonlySet<string>): Promise<readonly string[]> {
  const { services } = composeSchema.parse(parse(readFileSync(composeFile, 'utf8'), { version: '1.1' }));
  const names = (await compose('config', '--services')).split('\n').filter(Boolean);
  const needs = (name: string): readonly string[] => [name, ...Object.keys(services[name]?.depends_on ?? {})];
  return names.filter((name) => !needs(name).some((other) => without.has(other)));
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
const secondsSince = (start: number): string => `${Math.round((Date.now() - start) / 1_000)} s`;

/** However busy the machine is. */
const patience = 600_000;

const isSampleFound = async (): Promise<boolean> => (await unwell()).length === 0 && (await found('часы')).length > 0;

/** Builds the image, starts every container and waits for the sample; afterwards takes away whatever was not there before. */
export default async function setup(): Promise<() => Promise<void>> {
  const hadImage = (await docker('image', 'inspect', platformImage)).code === 0;
  const leave = async (): Promise<void> => {
    await compose('--profile', '*', 'down', '--volumes', '--remove-orphans');
    if (!hadImage) await docker('image', 'rm', platformImage);
  };
  // What a run before was kept from taking away.
  await leave();
  try {
    const buildSince = Date.now();
    await compose('build');
    tell(`the image is built after ${secondsSince(buildSince)}`);
    const upSince = Date.now();
    await compose('up', '--detach', ...(await wanted(new Set((process.env['WITHOUT_SERVICES'] ?? '').split(',')))));
    tell(`the containers are up after ${secondsSince(upSince)}`);
    await until('every container is healthy, and the sample is found', isSampleFound, patience);
    tell(`the sample is found after ${secondsSince(upSince)}`);
  } catch (error) {
    tell((await unwell()).join('\n'));
    tell((await compose('logs', '--tail', '20')).slice(-20_000));
    await leave();
    throw error;
  }
  return leave;
}
