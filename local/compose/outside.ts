import { PlatformError } from '../../modules/errors/platform-error.ts';
import { compose } from '../instance/instance.ts';

const checkout = 'it works on the checkout: run it where that is, with npm run';

/** Commands of the project that a container cannot run, and what to do instead. */
export const outside: Readonly<Record<string, string>> = {
  start: `containers are started by: ${compose} up --detach`,
  stop: `containers are stopped by: ${compose} stop`,
  check: checkout,
  test: checkout,
  'test:api': checkout,
  'test:faults': checkout,
  'test:containers': checkout,
  bench: checkout,
  compose: checkout,
  dashboards: checkout,
  'russian:table': checkout,
};

/** Throws `input_invalid` for a command that cannot work in a container. */
export function refuseOutside(command: string): void {
  const instead = outside[command];
  if (instead !== undefined) throw new PlatformError('input_invalid', `"${command}" is not for containers; ${instead}`);
}
