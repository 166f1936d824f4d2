import { meets, readCondition, type Condition } from './condition.ts';
import { familyColumns, productsOf, type JudgedProduct } from './family.ts';
import { readTables } from './rows.ts';

const queryColumns = ['query', 'exactly', 'acceptable', 'note'] as const;

/** The class whose notes are what is near. */
const nearMisses = 'near-misses';

/** How well a product answers a query: 2 is what was asked for, 1 what a buyer would take as well. */
export type Grade = 1 | 2;

export interface JudgedQuery {
  /** What is hard about it: the name of its file. */
  readonly class: string;
  readonly text: string;
  readonly exactly: Condition;
  readonly acceptable: Condition;
  /** What had better be offered when it finds nothing, each as good as the others. */
  readonly near: readonly string[];
  /** By product_id; who is not in it does not answer the query. Empty when nothing does. */
  readonly grades: ReadonlyMap<string, Grade>;
}

export interface JudgedSet {
  readonly products: readonly JudgedProduct[];
  readonly queries: readonly JudgedQuery[];
}

/**
 * The catalogue and the queries of the judged set. A query says of which facts the products are that answer it, so every
 * product is judged, also one that joins the catalogue later.
 */
export function readJudgedSet(): JudgedSet {
  const products = readTables('catalogue', familyColumns).flatMap(({ rows }) => rows.flatMap(productsOf));
  const queries = readTables('queries', queryColumns).flatMap(({ name, rows }) =>
    rows.map(({ query, exactly, acceptable, note }) => {
      const conditions = { exactly: readCondition(exactly), acceptable: readCondition(acceptable) };
      const near = name === nearMisses ? note.split('|') : [];
      return { class: name, text: query, ...conditions, near, grades: gradesOf(products, conditions) };
    }),
  );
  return { products, queries };
}

function gradesOf(
  products: readonly JudgedProduct[],
  { exactly, acceptable }: Pick<JudgedQuery, 'exactly' | 'acceptable'>,
): Map<string, Grade> {
  const grades = new Map<string, Grade>();
  for (const { facts, product } of products)
    if (meets(facts, exactly)) grades.set(product.product_id, 2);
    else if (meets(facts, acceptable)) grades.set(product.product_id, 1);
  return grades;
}
