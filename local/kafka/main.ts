import { Argument, Command, Option } from 'commander';
import { functionNames } from '../../modules/platform/function-names.ts';
import { principalNames } from '../../modules/platform/access.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { clientKinds, clientSettings, type ClientKind } from './settings.ts';

interface Options extends InstanceOptions {
  readonly client: ClientKind;
}

/** Functions have their certificates in secrets. */
const ofPeople = principalNames.filter((name) => !functionNames.some((each) => each === name));

const examples = `
Examples:
  npm run -s kafka:config -- shop > shop.properties
  kcat -F shop.properties -P -t products -K '|' products.txt     # lines of product_id|product
  npm run -s kafka:config -- shop --client java > java.properties
  kafka-console-producer.sh --bootstrap-server localhost:9092 --producer.config java.properties --topic products

Exit code: 0 printed, 1 the instance was never started, 2 wrong usage.`;

const program = new Command('npm run kafka:config --')
  .description('Prints the settings under which a client of Kafka is one of those whom the brokers know.')
  .addArgument(new Argument('<principal>', 'who the client is').choices(ofPeople))
  .addOption(
    new Option(
      '--client <kind>',
      'whose names of settings; kcat reads those of librdkafka; those for java hold the key',
    )
      .choices(clientKinds)
      .default('librdkafka'),
  )
  .addOption(instanceOption())
  .addHelpText('after', examples)
  .action((principal: string, { instance, client }: Options) => {
    process.stdout.write(clientSettings(findInstance(instance), principal, client));
  });

await runCommandLine(program);
