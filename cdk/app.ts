import { App } from 'aws-cdk-lib/core';
import { appContext } from './app-context.ts';
import { packageFunctions } from './packaging/package.ts';
import { MarketplaceStack } from './marketplace-stack.ts';
import { chooseTarget } from './targets/choose.ts';
import { engineEndpoint } from '../modules/config/environment.ts';
import { describeError, PlatformError } from '../modules/errors/platform-error.ts';

// npx cdk deploy | synth [-c target=local|aws] [-c portOffset=N, ports of a local instance] [-c containers=true] [-c settings=<file>, for AWS]
const app = new App({ context: appContext });
const context = (name: string): unknown => app.node.tryGetContext(name);
try {
  const target = chooseTarget({
    target: context('target'),
    portOffset: context('portOffset'),
    containers: context('containers'),
    settings: context('settings'),
    endpoint: engineEndpoint(),
  });
  new MarketplaceStack(app, target, await packageFunctions(app.outdir, target.nativePlatform));
} catch (error) {
  if (!(error instanceof PlatformError)) throw error;
  process.stderr.write(`${describeError(error)}\n`);
  process.exit(1);
}
