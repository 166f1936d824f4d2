import { Command } from 'commander';
import { categoryStatsSchema } from '../../../modules/category-stats/category-stats.ts';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { callApi } from '../call.ts';
import { categoriesAnswerSchema, categoriesText, categoryText } from '../categories.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';

interface CategoriesOptions extends ClientOptions {
  readonly category?: string;
}

export const categoriesCommand = new Command('categories')
  .description('live figures of all categories, or everything about one')
  .option('--category <name>', 'only this one')
  .addOption(instanceOption())
  .addOption(jsonOption('{total, categories}, or the figures of the one category,'))
  .action(categories);

async function categories(options: CategoriesOptions): Promise<void> {
  const api = await buyersApi(options);
  if (options.category === undefined) {
    const all = await callApi(api, '/categories', {}, categoriesAnswerSchema);
    printResult(options, all, categoriesText(all));
  } else {
    const one = await callApi(api, `/categories/${encodeURIComponent(options.category)}`, {}, categoryStatsSchema);
    printResult(options, one, categoryText(one));
  }
}
