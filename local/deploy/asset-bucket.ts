import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { assetBucketName } from '../../cdk/targets/asset-bucket.ts';
import { ensureBucket } from './bucket.ts';

/** Makes the bucket that a deployment to a local engine uploads code and template to, unless it is there. */
export async function createAssetBucket(config: S3ClientConfig): Promise<void> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  try {
    await ensureBucket(s3, assetBucketName);
  } finally {
    s3.destroy();
  }
}
