import { describeError } from '../../modules/errors/platform-error.ts';
import { engineEndpoint, environmentKeys } from '../../modules/config/environment.ts';
import { createAssetBucket } from './asset-bucket.ts';
import { engineCallBounds } from './engine-failure.ts';

// CDK runs this before every synthesis (`build` in cdk.json), so that plain `cdk deploy` works on an empty engine.
// Where no engine is named there is nothing to do: on AWS, `cdk bootstrap` has made the bucket.
const engine = engineEndpoint();
// Those of a profile are another account's.
const credentials = environmentKeys();

if (engine !== undefined)
  await createAssetBucket({ ...engineCallBounds, ...(credentials && { credentials }) }).catch((error: unknown) => {
    process.stderr.write(`cannot make the bucket for the functions' code at ${engine}: ${describeError(error)}\n`);
    process.exitCode = 1;
  });
