-- Price changes of the products that still exist, as the shops sent them: one row each time that a product's price or
-- currency became another one within the window. `sequence` orders the rows of a product.
WITH compared AS (
  SELECT
    product_id,
    version_ms,
    price,
    currency,
    lag(price) OVER (PARTITION BY product_id ORDER BY version_ms, record_partition, record_offset) AS price_before,
    lag(currency) OVER (PARTITION BY product_id ORDER BY version_ms, record_partition, record_offset) AS currency_before,
    row_number() OVER (PARTITION BY product_id ORDER BY version_ms, record_partition, record_offset) AS sequence
  FROM sent_prices
  -- The upper bound also keeps out NaN and infinity, which both engines order above every number.
  WHERE price >= 0 AND price < 1e15 AND currency IS NOT NULL
    AND version_ms BETWEEN (SELECT now_ms - window_ms FROM run) AND (SELECT now_ms FROM run)
    AND product_id IN (SELECT product_id FROM products)
)
SELECT product_id, version_ms AS changed_ms, CAST(sequence AS BIGINT) AS sequence, price, currency
FROM compared
WHERE price_before IS NULL OR price_before <> price OR currency_before <> currency
