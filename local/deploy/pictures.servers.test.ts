import { expect, test } from 'vitest';
import { nameOf, pictureBucket } from '../catalogue/pictures/address.ts';
import { drawn } from '../catalogue/pictures/draw.ts';
import { allPictures } from '../catalogue/pictures/picture.ts';
import { engineUrl } from '../engine/endpoint.ts';
import { testInstance } from '../../tests/support/instance.ts';

const instance = testInstance();
const addressOf = (name: string): string => `${engineUrl(instance)}/${pictureBucket}/${name}`;
const pictures = allPictures();

test('whoever asks gets every picture of the catalogue, without a key, as SVG', async () => {
  const [first, ...rest] = pictures;
  if (first === undefined) throw new Error('there is no picture');
  const answer = await fetch(addressOf(nameOf(first)));
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(await answer.text()).toBe(drawn(first));
  const missing = [];
  for (const picture of rest)
    if (!(await fetch(addressOf(nameOf(picture)), { method: 'HEAD' })).ok) missing.push(nameOf(picture));
  expect(missing).toEqual([]);
});

test('nobody changes them or lists them without one', async () => {
  const put = await fetch(addressOf('book/red-front.svg'), { method: 'PUT', body: '<svg/>' });
  expect(put.status).toBe(403);
  expect((await fetch(addressOf(''))).status).toBe(403);
});
