import { z } from 'zod';

/** Fields of a document that a hit shows. */
export const shownFields = [
  'product_id',
  'name',
  'description',
  'category',
  'brand',
  'price',
  'stock',
  'in_stock',
  'images',
];

/** Characters of a description that a hit shows: shops send up to a megabyte, and an answer holds a hundred hits. */
const shownDescription = 300;

const text = z.string().nullish();

/** Up to the last whole word. */
function beginningOf(whole: string): string {
  if (whole.length <= shownDescription) return whole;
  const beginning = whole.slice(0, shownDescription);
  return `${beginning.slice(0, Math.max(beginning.lastIndexOf(' '), shownDescription / 2)).toWellFormed()}…`;
}

/** A document as a hit shows it. Documents of an earlier version have no images. */
export const hitSchema = z.object({
  product_id: z.string(),
  name: z.string(),
  description: z.string().transform(beginningOf).nullish(),
  category: z.string(),
  brand: text,
  price: z.object({ amount: z.number(), currency: z.string() }),
  stock: z.object({ available: z.number() }).nullish(),
  in_stock: z.boolean(),
  images: z.array(z.object({ url: z.string(), alt: text })).nullish(),
});

export type Hit = z.infer<typeof hitSchema>;
