import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { assetBucketName } from '../../cdk/targets/asset-bucket.ts';

/** Makes the bucket that a deployment to a local engine uploads code and template to, unless it is there. */
export async function createAssetBucket(config: S3ClientConfig): Promise<void> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: assetBucketName }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'BucketAlreadyOwnedByYou')) throw error;
  } finally {
    s3.destroy();
  }
}
