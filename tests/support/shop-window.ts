import type { Product } from '../../modules/product/product.ts';
import { aProduct } from './records.ts';

type Goods = [id: string, name: string, category: string, brand: string, rubles: number, more?: Partial<Product>];

const goods: readonly Goods[] = [
  ['watch-casio', 'Часы наручные мужские', 'Часы', 'Casio', 5_990, { tags: ['подарок'] }],
  ['watch-smart', 'Умные часы с пульсометром', 'Часы', 'Xiaomi', 4_999.9, { description: 'Для бега и плавания.' }],
  ['watch-wall', 'Настенные часы «Полдень»', 'Часы', 'Полдень', 1_990],
  ['watch-gone', 'Часы карманные', 'Часы', 'Восток', 12_000, { stock: { available: 0 } }],
  ['strap', 'Ремешок кожаный', 'Аксессуары', 'Полдень', 990, { description: 'Подходит для часов с ушками 20 мм.' }],
  ['per-hour', 'Аренда дрели', 'Услуги', 'Сосед', 300, { description: 'Цена за час, минимум один час.' }],
  ['phone', 'Смартфон Redmi 13', 'Смартфоны', 'Xiaomi', 14_990, { description: 'Экран 120 Гц, батарея на два дня.' }],
  ['phone-case', 'Чехол для смартфона', 'Аксессуары', 'Борт', 490],
  ['iphone', 'iPhone 15 128 ГБ', 'Смартфоны', 'Apple', 79_990],
  ['headphones', 'Наушники беспроводные', 'Наушники', 'Sony', 9_990],
  ['headset', 'Игровая гарнитура', 'Наушники', 'Sony', 6_490],
  ['kettle', 'Чайник электрический', 'Техника для кухни', 'Bosch', 3_490],
  ['teapot', 'Заварочный чайник', 'Посуда', 'Гжель', 1_290, { description: 'Фарфор, для чая на четверых.' }],
  ['tea', 'Чай чёрный листовой', 'Продукты', 'Гуриев', 390],
  ['tree', 'Ёлка искусственная', 'Праздник', 'Ель', 4_490],
  ['bag', 'Сумка кожаная', 'Сумки', 'Кожемяка', 7_990, { created_at: '2026-03-01T00:00:00Z' }],
  ['backpack', 'Рюкзак городской', 'Сумки', 'Тропа', 3_990, { created_at: '2026-02-01T00:00:00Z' }],
  ['tent', 'Палатка туристическая', 'Туризм', 'Тропа', 8_490, { created_at: '2026-01-01T00:00:00Z' }],
  ['shirt', 'Рубашка мужская льняная', 'Одежда', 'Лён', 2_990],
  ['sneakers', 'Кроссовки для бега', 'Обувь', 'Nike', 8_990],
  ['earrings', 'Серьги серебряные', 'Украшения', 'Северное', 2_490],
  ['perfume', 'Духи «Вечер»', 'Красота', 'Заря', 3_190],
  ['oven', 'Духовка встраиваемая', 'Техника для кухни', 'Bosch', 32_990],
  [
    'html',
    'Полка <b>навесная</b> & кронштейн',
    'Мебель',
    'Лес',
    1_490,
    { description: '<script>alert(1)</script> полка' },
  ],
  ['dollars', 'Карта пополнения', 'Карты', 'Apple', 0, { price: { amount: 10, currency: 'USD' } }],
];

/** A couple of dozen products of a made-up shop, among which some are easily mistaken for others. */
export const shopWindow: readonly Product[] = goods.map(([id, name, category, brand, rubles, more = {}]) =>
  aProduct({ product_id: id, name, category, brand, price: { amount: rubles, currency: 'RUB' }, ...more }),
);
