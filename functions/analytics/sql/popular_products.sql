-- What buyers look at, put into the cart and buy, the latest most: an action counts half after seven days. Scores are
-- rounded, so that the order in which an engine adds them cannot decide a rank.
WITH scored AS (
  SELECT
    e.product_id,
    round(sum(e.weight * pow(0.5e0, CAST(r.now_ms - e.at_ms AS DOUBLE) / 604800000e0)), 6) AS score
  FROM events e
  CROSS JOIN run r
  GROUP BY e.product_id
),
existing AS (
  SELECT s.product_id, p.category, s.score
  FROM scored s
  JOIN products p ON p.product_id = s.product_id
)
SELECT
  product_id,
  category,
  score,
  CAST(row_number() OVER (ORDER BY score DESC, product_id) AS BIGINT) AS rank,
  CAST(row_number() OVER (PARTITION BY category ORDER BY score DESC, product_id) AS BIGINT) AS rank_in_category
FROM existing
ORDER BY rank
