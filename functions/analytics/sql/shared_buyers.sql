-- How many buyers two products share, and how many each has, where it stands for both: what neighbours/ease.ts learns from.
-- Of the 5,000 products that most buyers met, each with its place among them; of each buyer the last 100, so that the work
-- grows with the buyers and one of them says no more than another.
WITH met AS (
  SELECT
    buyer,
    product_id,
    row_number() OVER (PARTITION BY buyer ORDER BY max(at_ms) DESC, product_id) AS recency
  FROM events
  WHERE product_id IN (SELECT product_id FROM products)
  GROUP BY buyer, product_id
),
counted AS (
  SELECT product_id, count(*) AS buyers FROM met WHERE recency <= 100 GROUP BY product_id
),
placed AS (
  SELECT product_id, CAST(row_number() OVER (ORDER BY buyers DESC, product_id) AS INT) - 1 AS place FROM counted
),
known AS (
  SELECT m.buyer, m.product_id, p.place
  FROM met m
  JOIN placed p ON p.product_id = m.product_id
  WHERE m.recency <= 100 AND p.place < 5000
)
SELECT
  a.product_id,
  b.product_id AS other_id,
  a.place,
  b.place AS other_place,
  count(*) AS buyers
FROM known a
JOIN known b ON b.buyer = a.buyer AND b.place <= a.place
GROUP BY a.product_id, b.product_id, a.place, b.place
