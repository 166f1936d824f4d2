-- How the price of each product moved within the window, in its present currency. The slope is that of the least-squares
-- line through the changes and the price now, in major units a day; less than one percent in all is no movement.
WITH latest AS (
  SELECT product_id, max(sequence) AS sequence FROM prices GROUP BY product_id
),
present AS (
  SELECT p.product_id, p.currency, p.price, p.sequence
  FROM prices p
  JOIN latest l ON l.product_id = p.product_id AND l.sequence = p.sequence
),
points AS (
  SELECT p.product_id, p.currency, p.price, p.sequence, p.changed_ms AS at_ms
  FROM prices p
  JOIN present n ON n.product_id = p.product_id AND n.currency = p.currency
  UNION ALL
  SELECT n.product_id, n.currency, n.price, n.sequence + 1, r.now_ms
  FROM present n
  CROSS JOIN run r
),
trends AS (
  SELECT
    product_id,
    currency,
    min_by(price, sequence) AS first_price,
    max_by(price, sequence) AS last_price,
    min(price) AS min_price,
    max(price) AS max_price,
    count(*) - 2 AS changes,
    min(at_ms) AS first_ms,
    max(CASE WHEN at_ms < (SELECT now_ms FROM run) THEN at_ms END) AS changed_ms,
    CASE WHEN max(at_ms) > min(at_ms)
      THEN regr_slope(price, CAST(at_ms - (SELECT now_ms FROM run) AS DOUBLE) / 86400000e0)
      ELSE 0e0 END AS slope_per_day
  FROM points
  GROUP BY product_id, currency
),
compared AS (
  SELECT *, (last_price - first_price) / nullif(first_price, 0e0) * 100e0 AS change_percent FROM trends
)
SELECT
  c.product_id,
  p.category,
  c.currency,
  c.first_price,
  c.last_price,
  c.min_price,
  c.max_price,
  c.changes,
  c.first_ms,
  coalesce(c.changed_ms, c.first_ms) AS changed_ms,
  c.change_percent,
  c.slope_per_day,
  CASE
    WHEN c.last_price > c.first_price AND coalesce(c.change_percent, 100e0) >= 1e0 THEN 'up'
    WHEN c.last_price < c.first_price AND c.change_percent <= -1e0 THEN 'down'
    ELSE 'flat'
  END AS direction
FROM compared c
JOIN products p ON p.product_id = c.product_id
ORDER BY c.product_id
