/** Bucket of a local engine that takes the functions' code. CDK's own bootstrap takes longer than the whole deployment. */
export const assetBucketName = 'marketplace-assets';
