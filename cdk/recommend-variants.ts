import { variable } from '../modules/config/environment.ts';
import type { PlatformFunction } from './platform-function.ts';

/** Lets the ways to rank run side by side that `-c recommendVariants=both,near` names. */
export function runVariants({ node, lambda }: PlatformFunction): void {
  const variants: unknown = node.tryGetContext('recommendVariants');
  if (typeof variants === 'string') lambda.addEnvironment(variable.recommendVariants, variants);
}
