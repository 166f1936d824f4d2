import { App } from 'aws-cdk-lib/core';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { packageFunctions } from './packaging/package.ts';
import { MarketplaceStack } from './marketplace-stack.ts';
import { chooseTarget } from './targets/choose.ts';

// npx cdk deploy | synth [-c target=local|aws] [-c portOffset=N, ports of a local instance] [-c containers=true] [-c settings=<file>, for AWS]
const app = new App({ context: recommendedFlags });
const context = (name: string): unknown => app.node.tryGetContext(name);
const target = chooseTarget({
  target: context('target'),
  portOffset: context('portOffset'),
  containers: context('containers'),
  settings: context('settings'),
});
new MarketplaceStack(app, target, await packageFunctions(app.outdir, target.nativePlatform));
