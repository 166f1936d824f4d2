import { createHash } from 'node:crypto';
import { colour, type Some } from '../department.ts';
import { departments } from '../departments/all.ts';
import { electronicGlyphs } from './electronic-glyphs.ts';
import { householdGlyphs } from './household-glyphs.ts';
import { assorted, paintOf, type PaintName } from './paint.ts';
import type { Glyph } from './shapes.ts';
import { wearableGlyphs } from './wearable-glyphs.ts';

export const glyphs = { ...electronicGlyphs, ...wearableGlyphs, ...householdGlyphs } satisfies Readonly<
  Record<string, Glyph>
>;

export type GlyphName = keyof typeof glyphs;

/** In the words of a picture's description. */
export const views = { front: 'вид спереди', side: 'вид сбоку', box: 'в упаковке' } as const;

export type View = keyof typeof views;

export const viewNames: Some<View> = ['front', 'side', 'box'];

/** What a picture shows: there are few, however many products there are. */
export interface Picture {
  readonly glyph: GlyphName;
  readonly paint: PaintName;
  readonly view: View;
}

const glyphOfCategory: ReadonlyMap<string, GlyphName> = new Map([
  ['Часы', 'watch'],
  ['Смартфоны', 'phone'],
  ['Наушники', 'headphones'],
  ['Ноутбуки', 'laptop'],
  ['Аксессуары для техники', 'charger'],
  ['Обувь', 'shoe'],
  ['Одежда', 'shirt'],
  ['Сумки и аксессуары', 'bag'],
  ['Посуда', 'cup'],
  ['Кухонная техника', 'kettle'],
  ['Мебель', 'armchair'],
  ['Освещение', 'lamp'],
  ['Детские игрушки', 'toy'],
  ['Книги', 'book'],
  ['Спорт и отдых', 'dumbbell'],
  ['Канцелярские товары', 'pencils'],
  ['Косметика', 'bottle'],
  ['Зоотовары', 'bowl'],
  ['Продукты', 'jar'],
  ['Инструменты', 'drill'],
  ['Автотовары', 'wheel'],
  ['Дача и сад', 'wateringCan'],
]);

/** Of a category that has no department, such as gifts. */
const anyGlyph: GlyphName = 'gift';

/** What a picture is chosen by. */
export interface Pictured {
  readonly product_id: string;
  readonly category: string;
  readonly specifications: Readonly<Record<string, string>>;
}

/** What a product looks like: by its category, and by its colour where it names one, else by its id. */
export const looksOf = ({
  product_id,
  category,
  specifications,
}: Pictured): { readonly glyph: GlyphName; readonly paint: PaintName } => ({
  glyph: glyphOfCategory.get(category) ?? anyGlyph,
  paint: paintOf.get(specifications[colour] ?? '') ?? assorted[digest(product_id) % assorted.length] ?? assorted[0],
});

/** Spreads ids that differ in one digit. */
const digest = (text: string): number => createHash('sha1').update(text).digest().readUInt32LE();

/** Every picture that a product of any seed may name. */
export function allPictures(): readonly Picture[] {
  return (Object.keys(glyphs) as GlyphName[]).flatMap((glyph) =>
    [...paintsOf(glyph)].flatMap((paint) => viewNames.map((view) => ({ glyph, paint, view }))),
  );
}

function paintsOf(glyph: GlyphName): ReadonlySet<PaintName> {
  const department = departments.find(({ category }) => glyphOfCategory.get(category) === glyph);
  const choices = [
    department?.specifications,
    ...(department?.kinds ?? []).map(({ specifications }) => specifications),
  ];
  const named = choices.flatMap((specifications) => specifications?.[colour] ?? []);
  return new Set([...assorted, ...named.flatMap((name) => paintOf.get(name) ?? [])]);
}
