import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import { assetBucketName } from '../../cdk/targets/asset-bucket.ts';

// CDK runs this before every synthesis (cdk.json): it makes the bucket that a deployment to a local engine uploads to.
// Where no engine is named, there is nothing to do: on AWS, `cdk bootstrap` has made the bucket.
const endpoint = process.env['AWS_ENDPOINT_URL'];
if (endpoint !== undefined) await createAssetBucket(endpoint);

async function createAssetBucket(url: string): Promise<void> {
  const s3 = new S3Client({
    forcePathStyle: true,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 },
  });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: assetBucketName }));
  } catch (error) {
    if (error instanceof Error && error.name === 'BucketAlreadyOwnedByYou') return;
    throw new PlatformError('engine_unavailable', `cannot make the bucket for the functions' code at ${url}`, {
      cause: error,
    });
  } finally {
    s3.destroy();
  }
}
