import type { FunctionName } from '../modules/platform/function-names.ts';
import type { Topic } from '../modules/platform/topics.ts';

/** What people lose while calls of a function fail or are throttled: see AlarmSettings. */
export const failureImpacts: Readonly<Record<FunctionName, string>> = {
  filter: 'Новых товаров в поиске нет, у прежних видны старые цены и остатки, а запрещённые остаются на виду.',
  index: 'Каталог в поиске застыл, и новые действия покупателей не влияют на рекомендации.',
  aggregate: 'Покупатели видят в категориях прежние цены и прежнее число товаров.',
  archive: 'Новых товаров и действий нет в анализах; записи, которые Kafka успеет удалить, пропадут из них навсегда.',
  analytics: 'Рекомендации и анализы остаются прежними до следующего удачного запуска.',
  search: 'Покупатели не могут найти товар или открыть его карточку.',
  categories: 'Покупатели не видят категорий, их цен и числа товаров.',
  recommend: 'Покупатели не видят рекомендаций.',
  events: 'Клики, корзины и покупки, которые не пришлют снова, не попадут в рекомендации и анализы.',
  metrics: 'Дежурные не узнают об отставании, устаревшем поиске и недоступных системах: у Prometheus нет показателей.',
  notify: 'Дежурные не получают тревог облака в Telegram, и эта тоже может не дойти.',
};

/** What people lose while a function is behind on a topic. */
export const lagImpacts = {
  filter: { products: 'Новые и изменённые товары не появляются в поиске, пока отставание не исчезнет.' },
  index: {
    filtered_products:
      'Проверенные товары не появляются в поиске, а снятые остаются в нём, пока отставание не исчезнет.',
    client_queries: 'Рекомендации не учитывают последних действий покупателей, а панели — последних запросов.',
  },
  aggregate: { catalog_changes: 'Цены и число товаров в категориях отстают от каталога.' },
  archive: {
    products: 'В динамике цен нет последних изменений; те, которые Kafka успеет удалить, пропадут из неё навсегда.',
    client_queries: 'Анализы и рекомендации не учитывают новых действий; те, которые Kafka успеет удалить, пропадут.',
  },
} as const satisfies Partial<Record<FunctionName, Partial<Record<Topic, string>>>>;
