import { InvalidArgumentError } from 'commander';
import { isTime } from '../../modules/product/fields.ts';

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `12h`, `7d` as milliseconds; undefined for what is none. */
export function spanMs(text: string): number | undefined {
  const span = /^(?<count>[1-9]\d{0,3})(?<unit>[mhd])$/u.exec(text)?.groups;
  return span === undefined ? undefined : Number(span['count']) * unitMs[span['unit'] as keyof typeof unitMs];
}

/** For an option: `30m`, `12h`, `7d` ago, or a time; as epoch milliseconds. */
export function since(text: string): number {
  const ago = spanMs(text);
  if (ago !== undefined) return Date.now() - ago;
  if (isTime(text)) return Date.parse(text);
  throw new InvalidArgumentError('it must be 30m, 12h or 7d ago, or a time such as 2026-12-01T10:00Z.');
}
