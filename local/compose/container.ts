import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Argument, Command } from 'commander';
import { ensureCertificates } from '../../certs/authority.ts';
import { failWith, runCommandLine } from '../command-line/run.ts';
import { deployStack } from '../deploy/deploy.ts';
import { engineCredentials } from '../engine/endpoint.ts';
import { defaultInstanceName, findInstance, instanceAt, saveInstance, type Instance } from '../instance/instance.ts';
import { fillHdfs, fillKafka, fillOpenSearch } from '../platform/fill.ts';
import { feedSample } from '../platform/sample.ts';
import { isReady } from '../services/ready.ts';
import { isWanted, services } from '../services/services.ts';
import type { Service } from '../services/service.ts';
import { ensureTools } from '../setup/setup.ts';
import { administratorPem, grafanaVariables, writeForOthers } from './others.ts';

const program = new Command('node local/compose/container.ts').description(
  'What the containers of docker-compose.localstack.yml run: the same services as `npm start`, each on a host of its own.',
);

const serviceName = new Argument('<service>', 'its name').choices(services.map(({ name }) => name));
const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

program.command('setup').description('bring every server into the image').action(ensureTools);
program.command('prepare').description('certificates, ports and names of the instance').action(prepare);
program.command('serve').description('run a service until SIGTERM').addArgument(serviceName).action(serve);
program.command('health').description('exit code 0 when a service works').addArgument(serviceName).action(health);
program.command('provision').description('topics, access, indices, directories, and the stack').action(provision);
program.command('sample').description('send the sample catalogue and what buyers did, and analyse it').action(sample);

async function prepare(): Promise<void> {
  const instance = instanceAt(defaultInstanceName, 0, { inContainers: true });
  saveInstance(instance);
  await ensureCertificates(instance, new Date());
  writeForOthers(instance, engineCredentials(instance));
  tell(`prepared ${administratorPem(instance)}, ${grafanaVariables(instance)} and certificates`);
}

async function serve(name: string): Promise<void> {
  const instance = findInstance();
  const service = serviceOf(name);
  if (!isWanted(instance, service)) return idle(instance, service);
  await service.prepare(instance);
  const { command, args, env, cwd } = service.command(instance);
  const child = spawn(command, args, { env, cwd: cwd ?? instance.directory, stdio: 'inherit' });
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      asked = true;
      child.kill(signal);
    });
  const [code] = await once(child, 'exit');
  service.cleanUp?.(instance);
  if (!asked) failWith(`${name} ended by itself, with code ${String(code)}`);
}

/** A container that ended would be started again and again. */
async function idle(instance: Instance, service: Service): Promise<void> {
  tell(`nothing to do: ${service.absence?.(instance) ?? ''}`);
  const awake = setInterval(() => undefined, 60_000);
  await Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)));
  clearInterval(awake);
}

async function health(name: string): Promise<void> {
  const instance = findInstance();
  const service = serviceOf(name);
  if (isWanted(instance, service) && !(await isReady(instance, service))) failWith(`${name} does not work now`);
}

/** Doing it again changes nothing, so the container may run at every start. */
async function provision(): Promise<void> {
  const instance = findInstance();
  tell('topics, access, indices and directories…');
  await Promise.all([fillKafka(instance), fillOpenSearch(instance, tell), fillHdfs(instance)]);
  tell('the stack…');
  await deployStack(instance, tell);
}

async function sample(): Promise<void> {
  await feedSample(findInstance(), tell);
}

function serviceOf(name: string): Service {
  const service = services.find((each) => each.name === name);
  if (service === undefined) throw new RangeError(`no service ${name}`);
  return service;
}

await runCommandLine(program);
