import { portsAt } from '../../../modules/platform/instance/ports.ts';
import { looksOf, viewNames, views, type Picture, type Pictured } from './picture.ts';

/** The bucket that the pictures of the catalogue stand in, each under its name. */
export const pictureBucket = 'marketplace-pictures';

/** Where the cloud engine of the instance without a port offset serves them. */
export const usualPictures = `http://localhost:${portsAt(0).engine}/${pictureBucket}/`;

export const nameOf = ({ glyph, paint, view }: Picture): string => `${glyph}/${paint}-${view}.svg`;

/** The first `count` views of a product, as its shop names them. */
export const imagesOf = (
  product: Pictured & { readonly name: string },
  count: number,
): readonly { readonly url: string; readonly alt: string }[] =>
  viewNames.slice(0, count).map((view) => ({
    url: usualPictures + nameOf({ ...looksOf(product), view }),
    alt: `${product.name} — ${views[view]}`,
  }));
