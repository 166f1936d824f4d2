-- Products that buyers look at together: cosine similarity of products over buyers, where two products of a buyer count
-- the less the more others lie between them, half after five, and half an hour without any is as twenty others. So what
-- belongs to one visit counts most, and what a buyer did weeks apart counts little. Of each buyer the last 200 products
-- count and of those pairs at most 25 apart, so the work grows with the events and not with their square.
-- An interest grows with the logarithm of what was done, and one pair of a buyer with many products says less than one
-- of a buyer with few. Few buyers prove little: a similarity seen once counts a third, seen ten times five sixths.
-- 50 neighbours a product. See docs/decisions/022-what-goes-together.md.
WITH liked AS (
  SELECT buyer, product_id, max(at_ms) AS last_ms, ln(1e0 + sum(DISTINCT weight)) AS interest
  FROM events
  WHERE product_id IN (SELECT product_id FROM products)
  GROUP BY buyer, product_id
),
placed AS (
  SELECT
    buyer,
    product_id,
    interest,
    row_number() OVER (PARTITION BY buyer ORDER BY last_ms DESC, product_id) AS place,
    lag(last_ms) OVER (PARTITION BY buyer ORDER BY last_ms DESC, product_id) - last_ms AS pause_ms,
    count(*) OVER (PARTITION BY buyer) AS products
  FROM liked
),
bounded AS (
  SELECT
    buyer,
    product_id,
    place,
    place + 20 * sum(CASE WHEN pause_ms > 1800000 THEN 1 ELSE 0 END) OVER (PARTITION BY buyer ORDER BY place) AS distance,
    interest / sqrt(ln(1e0 + products)) AS interest
  FROM placed
  WHERE place <= 200
),
norms AS (
  SELECT product_id, sqrt(sum(interest * interest)) AS norm FROM bounded GROUP BY product_id
),
pairs AS (
  SELECT
    least(a.product_id, b.product_id) AS one,
    greatest(a.product_id, b.product_id) AS other,
    sum(a.interest * b.interest * pow(0.5e0, CAST(b.distance - a.distance AS DOUBLE) / 5e0)) AS together,
    count(*) AS buyers
  FROM bounded a
  JOIN bounded b ON b.buyer = a.buyer AND b.place > a.place AND b.place <= a.place + 25
  GROUP BY least(a.product_id, b.product_id), greatest(a.product_id, b.product_id)
),
scored AS (
  SELECT p.one, p.other, round(p.together / (n.norm * m.norm) * buyers / (buyers + 2e0), 6) AS score
  FROM pairs p
  JOIN norms n ON n.product_id = p.one
  JOIN norms m ON m.product_id = p.other
),
-- Not a union of both ways, for which Spark would compute every score twice.
both_ways AS (
  SELECT
    CASE WHEN way = 1 THEN one ELSE other END AS product_id,
    CASE WHEN way = 1 THEN other ELSE one END AS neighbour_id,
    score
  FROM scored
  CROSS JOIN (VALUES (1), (2)) AS ways(way)
),
ranked AS (
  SELECT
    product_id,
    neighbour_id,
    score,
    CAST(row_number() OVER (PARTITION BY product_id ORDER BY score DESC, neighbour_id) AS BIGINT) AS rank
  FROM both_ways
  WHERE score > 0
)
SELECT product_id, neighbour_id, score, rank
FROM ranked
WHERE rank <= 50
ORDER BY product_id, rank
