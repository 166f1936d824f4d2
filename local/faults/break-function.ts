import { mappingGroups } from '../../modules/platform/access.ts';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { putCode, updateFunction } from '../deploy/update.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { sendProducts, withdrawProducts } from './records.ts';
import type { Fault } from './fault.ts';

const broken = "export const handler = async () => { throw new Error('broken on purpose'); };\n";
/** So that there is something to fail on. */
const sent = 100;

export const breakFunction: Fault = {
  name: 'break-function',
  description: `deploys code that always fails and sends ${sent} products; restore deploys what stands in its folder`,
  choices: [...new Set(mappingGroups.map(({ functionName }) => functionName))],
  inject: async (instance, name) => {
    await putCode(instance, functionNamed(name), [{ name: 'index.mjs', contents: Buffer.from(broken) }]);
    await sendProducts(instance, sent);
  },
  restore: async (instance, name) => {
    await updateFunction(instance, functionNamed(name));
    await withdrawProducts(instance, sent);
  },
};

function functionNamed(name: string): FunctionName {
  const known = functionNames.find((each) => each === name);
  if (known === undefined) throw new PlatformError('input_invalid', `there is no function "${name}"`);
  return known;
}
