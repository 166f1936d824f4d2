import { App } from 'aws-cdk-lib/core';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { packageFunctions } from './packaging/package.ts';
import { MarketplaceStack } from './marketplace-stack.ts';
import { chooseTarget } from './targets/choose.ts';
import { engineEndpoint } from '../modules/config/environment.ts';

// npx cdk deploy | synth [-c target=local|aws] [-c portOffset=N, ports of a local instance] [-c containers=true] [-c mappings=disabled, for the first deployment to AWS]
const app = new App({ context: recommendedFlags });
const context = (name: string): unknown => app.node.tryGetContext(name);
const target = chooseTarget({
  target: context('target'),
  portOffset: context('portOffset'),
  containers: context('containers'),
  mappings: context('mappings'),
  endpoint: engineEndpoint(),
});
new MarketplaceStack(app, target, await packageFunctions(app.outdir, target.nativePlatform));
