import { Command } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { listCertificates, type CertificateStatus } from '../../certs/authority.ts';
import { renewAuthority, renewLeaves } from '../renewal/renew.ts';

const list = new Command('list')
  .description('certificates with the day each ends; those that end within 30 days are renewed by `npm start`')
  .addOption(instanceOption('which instance'))
  .addOption(jsonOption('[{name, ends}] with ISO 8601 times'))
  .action(({ instance, ...options }: InstanceOptions & JsonOptions) => {
    const certificates = listCertificates(findInstance(instance));
    printResult(options, certificates, certificates.map((each) => lineOf(each)).join('\n'));
  });

const renew = new Command('renew')
  .description('make every certificate new, and have a running platform use them, while products flow')
  .option('--authority', "the CA's, too: of a platform that is stopped")
  .addOption(instanceOption('which instance'))
  .action(({ instance: name, authority }: InstanceOptions & { readonly authority?: true }) => {
    const renewal = authority === true ? renewAuthority : renewLeaves;
    return renewal(findInstance(name), (line) => process.stderr.write(`${line}\n`));
  });

const lineOf = ({ name, ends }: CertificateStatus): string =>
  `${name.padEnd(12)} ${ends === undefined ? 'not made yet' : `until ${ends.toISOString().slice(0, 10)}`}`;

const program = new Command('npm run certs --')
  .description('Certificates of an instance, by which Kafka knows brokers, functions and tools.')
  .addCommand(list, { isDefault: true })
  .addCommand(renew);

await runCommandLine(program);
