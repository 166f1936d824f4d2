import { createHash } from 'node:crypto';
import {
  DeletePublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { nameOf, pictureBucket } from '../catalogue/pictures/address.ts';
import { drawn } from '../catalogue/pictures/draw.ts';
import { allPictures } from '../catalogue/pictures/picture.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import type { Instance } from '../instance/instance.ts';
import { ensureBucket } from './bucket.ts';
import { engineCallBounds, engineFailure } from './engine-failure.ts';

const atOnce = 8;

/** Whoever opens a page may load its pictures. */
const readableByAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${pictureBucket}/*` }],
});

/** Puts the pictures that the catalogue's products name into a bucket of the engine: those that are not there as they are drawn now. */
export async function putPictures(instance: Instance): Promise<void> {
  const s3 = new S3Client({ ...engineClientConfig(instance), ...engineCallBounds, forcePathStyle: true });
  try {
    await openBucket(s3);
    const there = await tagsOf(s3);
    const bounded = pLimit(atOnce);
    await bounded.map(allPictures(), async (picture) => {
      const [Key, Body] = [nameOf(picture), drawn(picture)];
      if (there.get(Key) === tagOf(Body)) return;
      await s3.send(new PutObjectCommand({ Bucket: pictureBucket, Key, Body, ContentType: 'image/svg+xml' }));
    });
  } catch (error) {
    throw engineFailure(instance, error, 'put the pictures of the catalogue');
  } finally {
    s3.destroy();
  }
}

async function openBucket(s3: S3Client): Promise<void> {
  const Bucket = pictureBucket;
  await ensureBucket(s3, Bucket);
  // A new bucket lets no policy open it.
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: readableByAll }));
}

/** What is there, by its name: fewer than one answer of a thousand holds. */
async function tagsOf(s3: S3Client): Promise<ReadonlyMap<string, string>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: pictureBucket }));
  return new Map(Contents.map(({ Key = '', ETag = '' }) => [Key, ETag]));
}

const tagOf = (content: string): string => `"${createHash('md5').update(content).digest('hex')}"`;
