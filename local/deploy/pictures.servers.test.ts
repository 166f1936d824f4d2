import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { nameOf, pictureBucket } from '../catalogue/pictures/address.ts';
import { drawn } from '../catalogue/pictures/draw.ts';
import { allPictures } from '../catalogue/pictures/picture.ts';
import { engineClientConfig, engineUrl } from '../engine/endpoint.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { engineCallBounds } from './engine-failure.ts';

const instance = testInstance();
const addressOf = (name: string): string => `${engineUrl(instance)}/${pictureBucket}/${name}`;
const pictures = allPictures();

test('every picture of the catalogue is there', async () => {
  const s3 = new S3Client({ ...engineClientConfig(instance), ...engineCallBounds, forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: pictureBucket }));
  s3.destroy();
  expect(new Set(Contents.map(({ Key }) => Key))).toEqual(new Set(pictures.map(nameOf)));
});

test('whoever asks for one gets it without a key, as SVG', async () => {
  const [first] = pictures;
  if (first === undefined) throw new Error('there is no picture');
  const answer = await fetch(addressOf(nameOf(first)));
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(await answer.text()).toBe(drawn(first));
});

test('nobody changes them or lists them without one', async () => {
  const put = await fetch(addressOf('book/red-front.svg'), { method: 'PUT', body: '<svg/>' });
  expect(put.status).toBe(403);
  expect((await fetch(addressOf(''))).status).toBe(403);
});
