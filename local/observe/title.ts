import packageJson from '../../package.json' with { type: 'json' };
import type { Instance } from '../instance/instance.ts';

/** Which version it is, and which instance of it. */
export const titleOf = ({ name }: Pick<Instance, 'name'>): string =>
  `${packageJson.name} ${packageJson.version}, экземпляр ${name}`;
