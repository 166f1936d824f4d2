-- How the price of each product moved within the window, in its present currency. The slope is that of the least-squares
-- line through the changes and the price now, in major units a day; less than one percent in all is no movement.
WITH points AS (
  SELECT
    product_id,
    currency,
    price,
    sequence,
    changed_ms,
    -- Days until now, negative: the price now lies at 0 and adds nothing to most sums.
    CAST(changed_ms - (SELECT now_ms FROM run) AS DOUBLE) / 86400000e0 AS day
  FROM prices
),
trends AS (
  SELECT
    product_id,
    currency,
    max(sequence) AS latest,
    min_by(price, sequence) AS first_price,
    max_by(price, sequence) AS last_price,
    min(price) AS min_price,
    max(price) AS max_price,
    count(*) - 1 AS changes,
    min(changed_ms) AS first_ms,
    max(changed_ms) AS changed_ms,
    count(*) + 1 AS n,
    sum(day) AS x,
    sum(day * day) AS xx,
    sum(price) + max_by(price, sequence) AS y,
    sum(day * price) AS xy
  FROM points
  GROUP BY product_id, currency
),
-- A product that changed its currency has a trend in each; the one that it has now counts.
present AS (
  SELECT product_id, max(latest) AS latest FROM trends GROUP BY product_id
),
compared AS (
  SELECT
    t.*,
    (t.last_price - t.first_price) / nullif(t.first_price, 0e0) * 100e0 AS change_percent,
    CASE WHEN t.changes = 0 THEN 0e0 ELSE coalesce((t.n * t.xy - t.x * t.y) / nullif(t.n * t.xx - t.x * t.x, 0e0), 0e0) END
      AS slope_per_day
  FROM trends t
  JOIN present p ON p.product_id = t.product_id AND p.latest = t.latest
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
  c.changed_ms,
  c.change_percent,
  c.slope_per_day,
  CASE
    WHEN c.last_price > c.first_price AND coalesce(c.change_percent, 100e0) >= 1e0 THEN 'up'
    WHEN c.last_price < c.first_price AND c.change_percent <= -1e0 THEN 'down'
    ELSE 'flat'
  END AS direction
FROM compared c
JOIN products p ON p.product_id = c.product_id
