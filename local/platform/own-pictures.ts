import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { pictureBucket, usualPictures } from '../catalogue/pictures/address.ts';
import { addressOf } from '../instance/engine-choice.ts';
import type { Instance } from '../instance/instance.ts';

type Pictured = Pick<Instance, 'engine' | 'ports'>;

/** Where a browser on this machine finds the pictures of an instance: containers publish their engine's port, too. */
const picturesUrl = ({ engine, ports }: Pictured): string =>
  `${addressOf(engine) ?? `http://localhost:${ports.engine}`}/${pictureBucket}/`;

/** The sample names the pictures of the instance without a port offset; another one has its own. */
export function withOwnPictures(instance: Pictured, value: OutgoingRecord['value']): OutgoingRecord['value'] {
  const own = picturesUrl(instance);
  return value === null || own === usualPictures ? value : value.toString().replaceAll(usualPictures, own);
}
