import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Argument, Command } from 'commander';
import { ensureCertificates } from '../../certs/authority.ts';
import { runCommandLine } from '../command-line/run.ts';
import { engineCredentials } from '../engine/endpoint.ts';
import { defaultInstanceName, findInstance, instanceAt, saveInstance, type Instance } from '../instance/instance.ts';
import { feedSample } from '../platform/sample.ts';
import { retried } from '../../modules/retry/retry.ts';
import { prometheus } from '../services/prometheus.ts';
import { isWanted, services } from '../services/services.ts';
import type { Service } from '../services/service.ts';
import { ensureTools } from '../setup/setup.ts';
import { doneFile } from './health.ts';
import { administratorPem, grafanaVariables, writeForOthers } from './others.ts';
import { refuseOutside } from './outside.ts';
import { provision, untilDeployed } from './provision.ts';

const program = new Command('node local/compose/container.ts').description(
  'What the containers of docker-compose.localstack.yml run: the same services as `npm start`, each on a host of its own.',
);

const serviceName = new Argument('<service>', 'its name').choices(services.map(({ name }) => name));
const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

program.command('setup').description('bring every server into the image').action(ensureTools);
program.command('prepare').description('certificates, ports and names of the instance').action(prepare);
program.command('serve').description('run a service until SIGTERM').addArgument(serviceName).action(serve);
program
  .command('provision')
  .description('topics, access, indices, directories; and the stack, now and whenever the engine has lost it')
  .action(() => provision(findInstance(), tell));
program.command('sample').description('send the sample catalogue and what buyers did, and analyse it').action(sample);
program
  .enablePositionalOptions()
  .command('tools')
  .description("run one of the project's commands")
  .argument('<command>', 'its name, as after `npm run`')
  .argument('[arguments...]', 'its own arguments, after --')
  .passThroughOptions()
  .allowUnknownOption()
  .action(runTool);

async function prepare(): Promise<void> {
  const instance = instanceAt(defaultInstanceName, 0, { inContainers: true });
  saveInstance(instance);
  await ensureCertificates(instance, new Date());
  writeForOthers(instance, engineCredentials(instance));
  tell(`prepared ${administratorPem(instance)}, ${grafanaVariables(instance)} and certificates`);
}

/**
 * On a machine that is very busy, formatting may take longer than it is given. A container that ended, to be started again, counts as
 * unhealthy for a moment, and `up` would give up on it.
 */
const preparing = { attempts: 5, deadlineMs: 300_000, isPassing: () => true };

async function serve(name: string): Promise<void> {
  const instance = findInstance();
  const service = serviceOf(name);
  if (!isWanted(instance, service)) return idle(instance, service);
  // What it scrapes stands in its configuration, and after a restart of everything the stack comes last.
  if (service === prometheus) await untilDeployed(instance);
  await retried(() => service.prepare(instance), preparing);
  const { command, args, env, cwd } = service.command(instance);
  process.chdir(cwd ?? instance.directory);
  // The server takes the place of this process, which would hold 80 MB, and signals reach it.
  process.execve?.(command, [command, ...args], env);
}

/** A container that ended would be started again and again. */
async function idle(instance: Instance, service: Service): Promise<void> {
  tell(`nothing to do: ${service.absence?.(instance) ?? ''}`);
  writeFileSync(doneFile, '');
  const awake = setInterval(() => undefined, 60_000);
  await Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)));
  clearInterval(awake);
}

async function sample(): Promise<void> {
  await feedSample(findInstance(), tell);
}

async function runTool(command: string, [first, ...rest]: readonly string[]): Promise<void> {
  refuseOutside(command);
  const args = first === undefined || first === '--' ? rest : [first, ...rest];
  const child = spawn(process.execPath, ['--run', command, '--', ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exitCode = Number(code ?? 1);
}

function serviceOf(name: string): Service {
  const service = services.find((each) => each.name === name);
  if (service === undefined) throw new RangeError(`no service ${name}`);
  return service;
}

await runCommandLine(program);
