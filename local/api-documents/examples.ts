/** A product with everything that the platform reads of one. */
export const productExample = {
  product_id: 'mp-000001',
  name: 'Часы настенные «Орбита»',
  description: 'Тихий ход, корпус из дерева.',
  price: { amount: 1990.5, currency: 'RUB' },
  category: 'Часы',
  brand: 'Орбита',
  sku: 'OR-299-1',
  store_id: 'store-7',
  stock: { available: 12, reserved: 2 },
  tags: ['кухня', 'подарок'],
  images: [{ url: 'https://shop.example/mp-000001.jpg', alt: 'Вид спереди' }],
  specifications: { Диаметр: '30 см', Механизм: 'кварцевый' },
  created_at: '2026-11-01T09:00:00Z',
  updated_at: '2026-11-22T12:00:00+03:00',
};

/** A product with no more than one needs. */
export const leastProduct = {
  product_id: 'mp-000002',
  name: 'Чайник',
  price: { amount: 2490, currency: 'RUB' },
  category: 'Кухня',
};
