import { expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { withOwnPictures } from './own-pictures.ts';

const product = Buffer.from('{"images":[{"url":"http://localhost:4566/marketplace-pictures/book/red-front.svg"}]}');

test('an instance with usual ports sends the sample as it stands', () => {
  expect(withOwnPictures(instanceAt('a', 0), product)).toBe(product);
  expect(withOwnPictures(instanceAt('a', 0, { inContainers: true }), product)).toBe(product);
});

test.each([
  [instanceAt('a', 10_000), 'http://localhost:14566/'],
  [instanceAt('a', 0, { engine: 'http://10.0.0.7:4566' }), 'http://10.0.0.7:4566/'],
])('another one names its own pictures', (instance, address) => {
  expect(withOwnPictures(instance, product)).toBe(product.toString().replace('http://localhost:4566/', address));
});

test('a tombstone stays one', () => {
  expect(withOwnPictures(instanceAt('a', 10_000), null)).toBeNull();
});
