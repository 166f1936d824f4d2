-- What many buyers look at, put into the cart and buy, the latest most: it counts half after seven days. One buyer counts
-- for little, whatever he or she does: each kind of action with a product once, no more than a hundred products, and no more
-- than ten of one store, so that neither a robot nor a shop that buys from itself makes anything popular. Few buyers prove
-- little: one counts a third, ten five sixths each. Scores are rounded, so that the order in which an engine adds them
-- cannot decide a rank.
WITH met AS (
  SELECT buyer, product_id, sum(DISTINCT weight) AS weight, max(at_ms) AS last_ms
  FROM events
  GROUP BY buyer, product_id
),
existing AS (
  SELECT
    m.product_id,
    p.category,
    m.weight * pow(0.5e0, CAST(r.now_ms - m.last_ms AS DOUBLE) / 604800000e0) AS weight,
    least(1e0, 100e0 / count(*) OVER (PARTITION BY m.buyer)) AS of_buyer,
    CASE WHEN p.store_id IS NULL OR p.store_id = '' THEN 1e0
      ELSE least(1e0, 10e0 / count(*) OVER (PARTITION BY m.buyer, p.store_id)) END AS of_store
  FROM met m
  JOIN products p ON p.product_id = m.product_id
  CROSS JOIN run r
),
scored AS (
  SELECT
    product_id,
    category,
    round(sum(weight * least(of_buyer, of_store)) * count(*) / (count(*) + 2e0), 6) AS score
  FROM existing
  GROUP BY product_id, category
)
SELECT
  product_id,
  category,
  score,
  CAST(row_number() OVER (ORDER BY score DESC, product_id) AS BIGINT) AS rank,
  CAST(row_number() OVER (PARTITION BY category ORDER BY score DESC, product_id) AS BIGINT) AS rank_in_category
FROM scored
ORDER BY rank
