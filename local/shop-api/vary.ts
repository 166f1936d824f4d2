import { z } from 'zod';
import { jsonOf } from '../../modules/errors/schema.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';

const stocked = z.looseObject({
  price: z.looseObject({ amount: z.number().positive() }),
  stock: z.looseObject({ available: z.number().int() }).optional(),
});

/**
 * The same product a while later: its price up to a tenth up or down, in whole roubles, and another stock. What has no price
 * stays as it is. `random` gives numbers in [0, 1); `now` is in epoch milliseconds.
 */
export function vary(record: OutgoingRecord, random: () => number, now: number): OutgoingRecord {
  const product = stocked.safeParse(jsonOf(String(record.value)));
  if (!product.success) return record;
  const { price, stock, ...rest } = product.data;
  const varied = {
    ...rest,
    price: { ...price, amount: Math.max(1, Math.round(price.amount * (0.9 + 0.2 * random()))) },
    ...(stock && { stock: { ...stock, available: Math.floor(random() * 200) } }),
    updated_at: new Date(now).toISOString(),
  };
  return { ...record, value: JSON.stringify(varied) };
}
