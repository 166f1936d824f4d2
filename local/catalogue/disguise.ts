import type { Some } from './department.ts';
import { imagesOf } from './pictures/address.ts';
import type { CatalogueProduct } from './product.ts';

/** What turns an ordinary product into one that the ban list must judge. */
export interface Disguise {
  /** Ids of the sample's ban rules (samples/bans.json) that catch it; none for a near miss. */
  readonly caughtBy: readonly string[];
  readonly change: Partial<CatalogueProduct>;
}

const specifications = { 'Страна производства': 'не указана' };

/** Roubles: what is disguised is small, whatever it was before. */
const dearest = 2_990;

/** An ordinary product in a disguise: its name, words and origin change, its stock and dates stay. */
export function disguised(product: CatalogueProduct, { change }: Disguise): CatalogueProduct {
  const price = { ...product.price, amount: Math.min(product.price.amount, dearest) };
  const changed = { ...product, price, specifications, tags: ['разное'], ...change };
  return { ...changed, images: imagesOf(changed, changed.images.length) };
}

const goods = (category: string, brand: string, name: string, description: string) => ({
  category,
  brand,
  name,
  description,
});

/** One product id and one SKU that the sample bans by themselves: at most one product each. */
export const recalled: readonly Disguise[] = [
  {
    caughtBy: ['ban-product-recalled'],
    change: {
      product_id: 'banned-charger-001',
      ...goods('Аксессуары для техники', 'Искра', 'Сетевое зарядное устройство Искра 65', 'Заряжает за полчаса.'),
    },
  },
  {
    caughtBy: ['ban-sku-recalled'],
    change: {
      sku: 'XYZ-BAN-0042',
      ...goods('Детские игрушки', 'Lalalu', 'Погремушка «Ёжик»', 'Яркая погремушка для малышей от трёх месяцев.'),
    },
  },
];

/** Products that moderators do not want to see, as sellers try to pass them. */
export const forbidden: Some<Disguise> = [
  {
    caughtBy: ['ban-tobacco-category'],
    change: goods('Табачные изделия', 'Боцман', 'Набор трубочный «Боцман»', 'Трубка из вереска и ёршики.'),
  },
  {
    caughtBy: ['ban-tobacco-category', 'ban-hookah-tobacco'],
    change: goods('табачные  изделия', 'Дымка', 'Табак для кальяна «Двойное яблоко», 50 г', 'Сочный и сладкий.'),
  },
  {
    caughtBy: ['ban-cigarettes'],
    change: goods('Подарки', 'Маяк', 'Сигареты «Маяк», пачка', 'Классический вкус, твёрдая пачка.'),
  },
  {
    caughtBy: ['ban-cigarettes'],
    change: goods('Подарки', 'Прибой', 'Блок сигарет «Прибой»', 'Десять пачек в подарочной упаковке.'),
  },
  {
    caughtBy: ['ban-cigarettes'],
    change: goods('Электроника', 'Neonix', 'Электронная СИГАРЕТА одноразовая', 'Хватает на весь вечер, вкус манго.'),
  },
  {
    caughtBy: ['ban-cigarettes'],
    change: goods('Подарки', 'Огонёк', 'Зажигалка «Огонёк»', 'К каждой зажигалке прилагаем пачку сигарет.'),
  },
  {
    // a, p and e are Latin letters that look like Cyrillic ones.
    caughtBy: ['ban-cigarettes'],
    change: goods('Сувениры', 'Прибой', 'Cигapeты «Прибой» для коллекции', 'Коллекционная пачка прошлых лет.'),
  },
  {
    caughtBy: ['ban-vape'],
    change: goods('Электроника', 'Voltera', 'Вейп карманный Voltera', 'Заряжается от любого кабеля.'),
  },
  {
    caughtBy: ['ban-vape'],
    change: goods('Электроника', 'Облачко', 'Набор «Облачко» с подсветкой', 'Сменная жидкость для вейпов, 30 мл.'),
  },
  {
    caughtBy: ['ban-snus'],
    change: goods('Продукты', 'Норд', 'Снюс мятный, 20 пакетиков', 'Освежает на целый час.'),
  },
  {
    caughtBy: ['ban-snus'],
    change: goods('Продукты', 'Норд', 'Леденцы «Норд» крепкие', 'Заменят баночку снюса в дороге.'),
  },
  {
    caughtBy: ['ban-replica'],
    change: goods(
      'Часы',
      'Без марки',
      'Часы наручные мужские, реплика 1:1',
      'Механизм с автоподзаводом, стальной браслет.',
    ),
  },
  {
    caughtBy: ['ban-watch-copy'],
    change: goods('Часы', 'Без марки', 'Копия часов известной марки', 'Не отличить от настоящих, коробка в подарок.'),
  },
  {
    caughtBy: ['ban-watch-copy'],
    change: goods('Часы', 'Без марки', 'Часы швейцарские, выгодно', 'Продаём точные копии часов прямо со склада.'),
  },
  {
    caughtBy: ['ban-high-copy'],
    change: goods('Обувь', 'Без марки', 'Кроссовки беговые HIGH COPY', 'Качество как у настоящих.'),
  },
  {
    caughtBy: ['ban-gunpowder'],
    change: goods('Спорт и отдых', 'Егерь', 'Дымный порох охотничий, банка', 'Для снаряжения патронов.'),
  },
  {
    caughtBy: ['ban-gunpowder'],
    change: goods('Спорт и отдых', 'Егерь', 'Набор охотника «Егерь»', 'Мерка, пыжи и 100 г дымного пороха.'),
  },
  {
    caughtBy: ['ban-stun-gun'],
    change: goods('Инструменты', 'Гром', 'Электрошокер-фонарь «Гром»', 'Светит на сто метров.'),
  },
  {
    caughtBy: ['ban-radio-jammer'],
    change: goods('Электроника', 'Тишина', 'Глушилка связи карманная', 'Радиус действия десять метров.'),
  },
  {
    caughtBy: ['ban-hidden-camera'],
    change: goods('Электроника', 'Око', 'Скрытая камера в зарядном блоке', 'Пишет звук и видео на карту памяти.'),
  },
  {
    caughtBy: ['ban-hidden-camera'],
    change: goods('Электроника', 'Око', 'Комплект для дачи «Око»', 'В комплекте четыре скрытые камеры и кабель.'),
  },
  {
    caughtBy: ['ban-brand-poddelkin'],
    change: goods('Сумки и аксессуары', 'ПодделкинЪ', 'Сумка женская вечерняя', 'Мягкая экокожа, золотистая цепочка.'),
  },
  {
    caughtBy: ['ban-brand-poddelkin'],
    change: goods('Одежда', 'ПОДДЕЛКИНЪ', 'Куртка спортивная с логотипом', 'Тёплая подкладка, три кармана.'),
  },
  {
    caughtBy: ['ban-brand-rolexx'],
    change: goods('Часы', 'Rolexx', 'Наручные часы Rolexx Submarine', 'Светящиеся стрелки, стальной браслет.'),
  },
  {
    caughtBy: ['ban-store-666'],
    change: { ...goods('Косметика', 'Росинка', 'Крем для рук «Росинка»', 'Смягчает кожу.'), store_id: 'store_666' },
  },
  {
    caughtBy: ['ban-cigarettes', 'ban-brand-rolexx', 'ban-store-666'],
    change: {
      ...goods('Подарки', 'Rolexx', 'Сигареты Rolexx Gold', 'Подарочная пачка с золотым тиснением.'),
      store_id: 'store_666',
    },
  },
];

/** Allowed, though they look like what is banned. */
export const nearMisses: readonly Disguise[] = [
  goods('Подарки', 'Латунный двор', 'Сигаретница латунная с гравировкой', 'Сигаретница на двадцать мест, подарок.'),
  goods('Подарки', 'Латунный двор', 'Табакерка фарфоровая расписная', 'Старинная форма, ручная роспись.'),
  goods('Сувениры', 'Музейная лавка', 'Пороховница сувенирная', 'Деталь костюма для реконструкции.'),
  goods('Спорт и отдых', 'Волна-Спорт', 'Вейкборд «Волна», 142 см', 'Доска для катания за катером.'),
  goods('Автотовары', 'Сто дорог', 'Глушитель универсальный', 'Нержавеющая сталь, связь с мастером по телефону.'),
  goods('Книги', 'Белая сова', 'Детектив «Камера хранения»', 'Скрытая угроза, старая камера хранения и один билет.'),
  goods('Книги', 'Первая строка', 'Пьесы: реплики и ремарки', 'Реплика в театре важнее паузы; том 1, часть 1.'),
  goods('Часы', 'Меридиан', 'Настольные часы «Копия века»', 'Копия старинных каминных часов из музея.'),
  goods('Косметика', 'Чистый родник', 'Сухой шампунь-порошок', 'Не пахнет дымом и порохом, освежает за минуту.'),
  { ...goods('Обувь', 'Rolex X', 'Ботинки походные', 'Крепкая подошва.'), store_id: 'store_066', sku: 'XYZ-BAN-00421' },
].map((change) => ({ caughtBy: [], change }));
