import { Command } from 'commander';
import { categoryStatsSchema, type CategoryStats } from '../../../modules/category-stats/category-stats.ts';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { nonBlank, wholeNumber } from '../../command-line/run.ts';
import { noCategory } from '../no-category.ts';
import { callApi, RefusedRequest, type Api } from '../call.ts';
import { categoriesAnswerSchema, categoriesText, categoryText } from '../categories.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';

interface CategoriesOptions extends ClientOptions {
  readonly category?: string;
  readonly limit?: number;
}

/** The API answers so many at most. */
const mostCategories = 5_000;

export const categoriesCommand = new Command('categories')
  .description('live figures of all categories, or everything about one')
  .option('--category <name>', 'only this one', nonBlank)
  .option('--limit <n>', 'how many of all, those with most products first', wholeNumber(1, mostCategories))
  .addOption(instanceOption())
  .addOption(jsonOption('{total, categories}, or the figures of the one category,'))
  .action(categories);

async function categories(options: CategoriesOptions): Promise<void> {
  const api = await buyersApi(options);
  if (options.category === undefined) {
    const all = await callApi(api, '/categories', { limit: options.limit }, categoriesAnswerSchema);
    printResult(options, all, categoriesText(all));
  } else {
    const one = await categoryNamed(api, options.category);
    printResult(options, one, categoryText(one));
  }
}

/** Of a name that no category has, the ones that are meant are told. */
async function categoryNamed(api: Api, name: string): Promise<CategoryStats> {
  try {
    return await callApi(api, `/categories/${encodeURIComponent(name)}`, {}, categoryStatsSchema);
  } catch (error) {
    if (!(error instanceof RefusedRequest) || error.status !== 404) throw error;
    const { categories: all } = await callApi(api, '/categories', {}, categoriesAnswerSchema);
    throw noCategory(
      name,
      all.map(({ category }) => category),
    );
  }
}
