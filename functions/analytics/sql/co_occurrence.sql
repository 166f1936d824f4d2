-- Products that the same buyers are interested in: cosine similarity of products over buyers, where an action counts half
-- after fourteen days. Of each buyer the 100 products of most interest count, which bounds the pairs. 50 a product.
WITH tastes AS (
  SELECT
    e.buyer,
    e.product_id,
    round(sum(e.weight * pow(0.5e0, CAST(r.now_ms - e.at_ms AS DOUBLE) / 1209600000e0)), 9) AS interest
  FROM events e
  CROSS JOIN run r
  WHERE e.product_id IN (SELECT product_id FROM products)
  GROUP BY e.buyer, e.product_id
),
numbered AS (
  SELECT
    buyer,
    product_id,
    interest,
    row_number() OVER (PARTITION BY buyer ORDER BY interest DESC, product_id) AS place
  FROM tastes
  WHERE interest > 0
),
bounded AS (
  SELECT buyer, product_id, interest FROM numbered WHERE place <= 100
),
norms AS (
  SELECT product_id, sqrt(sum(interest * interest)) AS norm FROM bounded GROUP BY product_id
),
pairs AS (
  SELECT a.product_id, b.product_id AS neighbour_id, sum(a.interest * b.interest) AS product
  FROM bounded a
  JOIN bounded b ON b.buyer = a.buyer AND b.product_id <> a.product_id
  GROUP BY a.product_id, b.product_id
),
scored AS (
  SELECT p.product_id, p.neighbour_id, round(p.product / (n.norm * m.norm), 6) AS score
  FROM pairs p
  JOIN norms n ON n.product_id = p.product_id
  JOIN norms m ON m.product_id = p.neighbour_id
),
ranked AS (
  SELECT
    product_id,
    neighbour_id,
    score,
    CAST(row_number() OVER (PARTITION BY product_id ORDER BY score DESC, neighbour_id) AS BIGINT) AS rank
  FROM scored
  WHERE score > 0
)
SELECT product_id, neighbour_id, score, rank
FROM ranked
WHERE rank <= 50
ORDER BY product_id, rank
