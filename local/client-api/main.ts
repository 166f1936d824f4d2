import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { categoriesCommand } from './commands/categories.ts';
import { eventCommand } from './commands/event.ts';
import { productCommand } from './commands/product.ts';
import { recommendCommand } from './commands/recommend.ts';
import { searchCommand } from './commands/search.ts';
import { similarCommand } from './commands/similar.ts';
import { suggestCommand } from './commands/suggest.ts';

const examples = `
Examples:
  npm run client -- search --name "часы"
  npm run client -- search --name "наушники" --max-price 5000 --in-stock --sort price_asc
  npm run -s client -- search --category "Книги" --json
  npm run client -- suggest "наушн"
  npm run client -- product mp-000000
  npm run client -- similar mp-000000
  npm run client -- categories
  npm run client -- categories --category "Часы"
  npm run client -- recommend --user-id user123
  npm run client -- event --user-id user123 --product-id mp-000000 --action purchase

Exit code: 0 answered, 1 refused or unreachable, 2 wrong usage.`;

const program = new Command('npm run client --')
  .description('The CLIENT API emulator: asks the deployed API as a buyer would.')
  .addHelpText('after', examples);
for (const command of [
  searchCommand,
  suggestCommand,
  productCommand,
  similarCommand,
  categoriesCommand,
  recommendCommand,
  eventCommand,
])
  program.addCommand(command);

await runCommandLine(program);
