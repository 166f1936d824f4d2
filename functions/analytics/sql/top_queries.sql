-- What buyers search for most. Click-through is the share of searches after which at least one product was clicked.
WITH clicked AS (
  SELECT DISTINCT query_id FROM events WHERE action = 'click' AND query_id IS NOT NULL
),
counted AS (
  SELECT
    s.text AS text,
    count(*) AS searches,
    count(DISTINCT s.buyer) AS users,
    CAST(sum(CAST(s.total AS DECIMAL(18, 0))) AS DOUBLE) / count(s.total) AS average_hits,
    CAST(count(c.query_id) AS DOUBLE) / count(*) AS click_through,
    max(s.at_ms) AS last_ms
  FROM searches s
  LEFT JOIN clicked c ON c.query_id = s.query_id
  GROUP BY s.text
),
ranked AS (
  SELECT *, CAST(row_number() OVER (ORDER BY searches DESC, users DESC, text) AS BIGINT) AS rank FROM counted
)
SELECT rank, text, searches, users, average_hits, click_through, last_ms
FROM ranked
WHERE rank <= 1000
ORDER BY rank
