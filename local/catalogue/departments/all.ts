import type { Department, Some } from '../department.ts';
import { accessories, headphones, laptops, smartphones } from './electronics.ts';
import { cosmetics, groceries, pets } from './everyday.ts';
import { furniture, lighting } from './home.ts';
import { appliances, dishes } from './kitchen.ts';
import { books, sport, stationery, toys } from './leisure.ts';
import { watches } from './watches.ts';
import { bags, clothes, shoes } from './wear.ts';
import { car, garden, tools } from './works.ts';

/** Every category. Products take turns through them, so the order is part of what a seed makes. */
export const departments: Some<Department> = [
  watches,
  smartphones,
  headphones,
  laptops,
  accessories,
  shoes,
  clothes,
  bags,
  dishes,
  appliances,
  furniture,
  lighting,
  toys,
  books,
  sport,
  stationery,
  cosmetics,
  pets,
  groceries,
  tools,
  car,
  garden,
];
