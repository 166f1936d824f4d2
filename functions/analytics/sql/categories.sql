-- Figures of each category, one row a currency: prices of different currencies are never averaged together. Prices are in
-- major units. A change is the difference to the run before and to the run nearest to seven days before; null when the
-- category was not there. Sums are decimals: exact in any order, and beyond 64 bits null instead of an error.
WITH figures AS (
  SELECT
    category,
    currency,
    count(*) AS products,
    count(CASE WHEN in_stock THEN 1 END) AS in_stock,
    try_cast(sum(CAST(coalesce(available, 0) AS DECIMAL(18, 0))) AS BIGINT) AS available_units,
    CAST(sum(CAST(price_minor AS DECIMAL(18, 0))) AS DOUBLE) / count(price_minor) / max(minor_per_major)
      AS average_price,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(price_minor AS DOUBLE)) / max(minor_per_major) AS median_price
  FROM products
  WHERE category IS NOT NULL AND currency IS NOT NULL AND price_minor IS NOT NULL
  GROUP BY category, currency
),
shares AS (
  SELECT *, CAST(in_stock AS DOUBLE) / products AS in_stock_share FROM figures
)
SELECT
  n.category,
  n.currency,
  n.products,
  n.in_stock,
  n.in_stock_share,
  n.available_units,
  n.average_price,
  n.median_price,
  n.products - p.products AS products_change,
  n.in_stock_share - p.in_stock_share AS in_stock_share_change,
  n.available_units - p.available_units AS available_units_change,
  n.average_price - p.average_price AS average_price_change,
  n.median_price - p.median_price AS median_price_change,
  n.products - w.products AS products_change_week,
  n.in_stock_share - w.in_stock_share AS in_stock_share_change_week,
  n.available_units - w.available_units AS available_units_change_week,
  n.average_price - w.average_price AS average_price_change_week,
  n.median_price - w.median_price AS median_price_change_week
FROM shares n
LEFT JOIN previous_categories p ON p.category = n.category AND p.currency = n.currency
LEFT JOIN week_ago_categories w ON w.category = n.category AND w.currency = n.currency
ORDER BY n.category, n.currency
