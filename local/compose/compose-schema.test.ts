import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../instance/instance.ts';
import { composeFile } from './compose.ts';
import { platformImage } from './container-settings.ts';

const serviceSchema = z.looseObject({
  image: z.string().optional(),
  build: z.unknown().optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  restart: z.string().optional(),
  read_only: z.boolean().default(false),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/u)
    .default('10s'),
  healthcheck: z.object({ test: z.array(z.string()).default([]) }).optional(),
  logging: z.object({ options: z.record(z.string(), z.string()) }).optional(),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string().optional() })).default({}),
});
const projectSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()).default({}),
});
type Project = z.infer<typeof projectSchema>;

/** Built here, or of a version that stays what it is. */
const isPinned = (image: string): boolean => image.endsWith(':local') || /:v?\d+\.\d+\.\d+$/u.test(image);

const isOurs = ({ image }: z.infer<typeof serviceSchema>): boolean => image === platformImage;

/** Seconds that people wait for `stop`. */
const longestStop = 20;

/** Everything that is wrong with a compose project beyond its schema. */
function faultsOf({ services, volumes }: Project, exists: (path: string) => boolean): string[] {
  const faults = Object.entries(services).flatMap(([name, service]) => [
    ...(service.image !== undefined && !isPinned(service.image)
      ? [`${name}: image ${service.image} is not pinned`]
      : []),
    ...(service.mem_limit === undefined ? [`${name}: no limit of memory`] : []),
    ...(service.logging?.options['max-size'] === undefined ? [`${name}: its log may fill the disk`] : []),
    ...(service.healthcheck === undefined && service.restart !== 'no' ? [`${name}: no health check`] : []),
    ...(isOurs(service) && !service.read_only ? [`${name}: its files can be changed`] : []),
    ...(service.healthcheck?.test.includes('node') === true ? [`${name}: its health check starts a Node`] : []),
    ...(Number.parseInt(service.stop_grace_period, 10) > longestStop ? [`${name}: may take long to stop`] : []),
    ...service.ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name}: ${port} is open to all`),
    ...Object.keys(service.depends_on)
      .filter((other) => services[other] === undefined)
      .map((other) => `${name}: depends on ${other}, which is not there`),
    ...Object.entries(service.depends_on)
      .filter(([other, { condition }]) => waitsInVain(services[other], condition))
      .map(([other]) => `${name}: waits in vain for ${other}`),
    ...service.volumes.flatMap((volume) => {
      const [source = ''] = volume.split(':');
      const isThere = /^[./]/u.test(source) ? exists(source) : source in volumes;
      return isThere ? [] : [`${name}: ${source} is not there`];
    }),
  ]);
  return [...faults, ...engines.flatMap((engine) => publishedTwice(services, engine))];
}

/** A condition that never comes true: health of what is not asked for it, the end of what lasts. */
const waitsInVain = (other: Project['services'][string] | undefined, condition: string | undefined): boolean =>
  other !== undefined &&
  ((condition === 'service_healthy' && other.healthcheck === undefined) ||
    (condition === 'service_completed_successfully' && other.restart !== 'no'));

/** The two engines are never up together: local/compose/localstack.env. */
const engines = ['localstack', 'ministack'];

/** Ports of this machine that two containers want when `engine` is up, whatever stands behind them. */
function publishedTwice(services: Project['services'], engine: string): string[] {
  const up = Object.entries(services).filter(([name]) => name === engine || !engines.includes(name));
  const published = up.flatMap(([, { ports }]) => ports.map((port) => port.slice(0, port.lastIndexOf(':'))));
  const twice = published.filter((port, index) => published.indexOf(port) !== index);
  return twice.map((port) => `${port} is published twice with ${engine}`);
}

const onThisMachine = new Set(['/var/run/docker.sock']);
const existsHere = (path: string): boolean => onThisMachine.has(path) || existsSync(join(projectRoot, path));

const project: unknown = parse(readFileSync(composeFile, 'utf8'), { version: '1.1' });
const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'schema/compose-spec.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

it('the compose file is one by the schema of the compose specification', () => {
  validate(project);
  expect(validate.errors ?? []).toEqual([]);
});

it('a setting that the specification does not know is refused', () => {
  expect(validate({ services: { a: { image: 'a', memory_limit: '1g' } } })).toBe(false);
});

it('every container is bounded, pinned, watched, and open to this machine only', () => {
  expect(faultsOf(projectSchema.parse(project), existsHere)).toEqual([]);
});

it('a project without all that is told what it lacks', () => {
  const bounds = { mem_limit: '1g', healthcheck: {}, logging: { options: { 'max-size': '1m' } } };
  const wrong = {
    services: {
      a: {
        image: 'a:latest',
        ports: ['80:80', '127.0.0.1:1:1'],
        volumes: ['x:/x', './nowhere:/y'],
        depends_on: { c: {} },
      },
      b: { image: 'b:1.2.3', ports: ['127.0.0.1:1:2'], mem_limit: '1g', restart: 'no' },
      ministack: {
        ...bounds,
        ports: ['127.0.0.1:1:1'],
        depends_on: { b: { condition: 'service_healthy' }, d: { condition: 'service_completed_successfully' } },
      },
      d: { ...bounds, image: platformImage, stop_grace_period: '30s', healthcheck: { test: ['CMD', 'node', 'x.ts'] } },
    },
  };
  expect(faultsOf(projectSchema.parse(wrong), existsHere)).toEqual([
    'a: image a:latest is not pinned',
    'a: no limit of memory',
    'a: its log may fill the disk',
    'a: no health check',
    'a: 80:80 is open to all',
    'a: depends on c, which is not there',
    'a: x is not there',
    'a: ./nowhere is not there',
    'b: its log may fill the disk',
    'ministack: waits in vain for b',
    'ministack: waits in vain for d',
    'd: its files can be changed',
    'd: its health check starts a Node',
    'd: may take long to stop',
    '127.0.0.1:1 is published twice with localstack',
    '127.0.0.1:1 is published twice with ministack',
    '127.0.0.1:1 is published twice with ministack',
  ]);
});

const compose = ['compose', '-f', composeFile];
const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

it.skipIf(!hasCompose)('Docker Compose itself reads the file, with either engine', () => {
  for (const args of [compose, [...compose, '--env-file', join(import.meta.dirname, 'localstack.env')]]) {
    const { status, stderr } = spawnSync('docker', [...args, 'config', '--quiet'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  }
});
