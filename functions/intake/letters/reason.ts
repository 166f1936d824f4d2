import type { BadMessageCode } from '../../../modules/errors/bad-message.ts';
import { inRussian } from './in-russian.ts';

/** Codes of dead letters; what the event source gives up on has one of its own. */
type LetterCode = BadMessageCode | 'retries_exhausted';

/** What each code means to a shop, and what to do. */
const reasons: Readonly<Record<LetterCode, string>> = {
  value_missing: 'В записи нет ни товара, ни его product_id в ключе',
  invalid_utf8: 'Запись не в UTF-8: перекодируйте её и пришлите снова',
  invalid_json: 'Запись — не JSON: в ней должен быть один товар, объект в фигурных скобках',
  invalid_product: 'Товар не прочитан',
  invalid_rule: 'Правило запрета не прочитано',
  invalid_version: 'Версия товара не годится: это миллисекунды с 1970 года, не больше чем на 5 минут вперёд',
  invalid_record: 'Запись не прочитана',
  record_too_large: 'Запись слишком велика: товар может занимать 1 МиБ',
  key_mismatch: 'Ключ записи — не product_id товара в ней',
  mapping_rejected: 'Поиск не принял товар: значение одного из полей не подходит',
  retries_exhausted: 'Маркетплейс не смог обработать запись; дежурные об этом знают, присылать её снова не нужно',
};

/** Codes whose message says which fields are wrong. */
const ofFields: ReadonlySet<string> = new Set<LetterCode>(['invalid_product', 'invalid_record']);

const isCode = (code: string): code is LetterCode => Object.hasOwn(reasons, code);

/** Why a record could not be processed, in Russian, by the code and the message of its letter. */
export function reasonOf(code: string, message: string): string {
  if (!isCode(code)) return 'Запись не обработана';
  const told = ofFields.has(code) ? inRussian(message) : [];
  return told.length === 0 ? reasons[code] : `${reasons[code]}: ${told.join('; ')}`;
}
