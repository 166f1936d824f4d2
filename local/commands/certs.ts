import { Command } from 'commander';
import { instanceOption, jsonOption, type InstanceOptions, type JsonOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { ensureCertificates, listCertificates } from '../../certs/authority.ts';

const program = new Command('npm run certs --')
  .description(
    'Lists the certificates of an instance with the day each ends. Those that end within 30 days are renewed by ' +
      '`npm start`. Brokers and functions read certificates when they start: stop and start the instance after --renew.',
  )
  .addOption(instanceOption('which instance'))
  .option('--renew', 'make the CA and every certificate new')
  .addOption(jsonOption('[{name, ends}] with ISO 8601 times'))
  .action(list);

interface Options extends InstanceOptions, JsonOptions {
  readonly renew?: true;
}

async function list({ instance: name, renew, json }: Options): Promise<void> {
  const instance = findInstance(name);
  if (renew === true) {
    const made = await ensureCertificates(instance, new Date(), { force: true });
    process.stderr.write(`${made.length} certificates made. They are used after: npm stop, npm start\n`);
  }
  const certificates = listCertificates(instance);
  if (json === true) process.stdout.write(`${JSON.stringify(certificates)}\n`);
  else for (const { name: of, ends } of certificates) process.stdout.write(`${of.padEnd(12)} ${endText(ends)}\n`);
}

const endText = (ends: Date | undefined): string =>
  ends === undefined ? 'not made yet' : `until ${ends.toISOString().slice(0, 10)}`;

await runCommandLine(program);
