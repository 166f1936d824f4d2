import { mappingGroups } from '../../modules/platform/access.ts';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { putCode, updateFunction } from '../deploy/update.ts';
import { sendProducts, withdrawProducts } from './records.ts';
import { named, type Fault } from './fault.ts';

const broken = "export const handler = async () => { throw new Error('broken on purpose'); };\n";
/** So that there is something to fail on. */
const sent = 100;

/** Those that Kafka triggers. */
const functions = new Map<string, FunctionName>(
  functionNames
    .filter((name) => mappingGroups.some(({ functionName }) => functionName === name))
    .map((name) => [name, name]),
);

export const breakFunction: Fault = {
  name: 'break-function',
  description: `deploys code that always fails and sends ${sent} products; restore deploys its own code again and withdraws them`,
  choices: [...functions.keys()],
  inject: async (instance, name) => {
    await putCode(instance, named('function', name, functions), [{ name: 'index.mjs', contents: Buffer.from(broken) }]);
    await sendProducts(instance, sent);
  },
  restore: async (instance, name) => {
    await updateFunction(instance, named('function', name, functions));
    await withdrawProducts(instance, sent);
  },
};
