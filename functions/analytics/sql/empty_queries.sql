-- Searches that found nothing: what buyers want and the shops do not offer, or do not call so. `searches` are those without
-- a result; the same text may have found something at another time.
WITH counted AS (
  SELECT
    text,
    count(*) AS searches,
    count(DISTINCT buyer) AS users,
    max(at_ms) AS last_ms
  FROM searches
  WHERE total = 0
  GROUP BY text
),
ranked AS (
  SELECT *, CAST(row_number() OVER (ORDER BY searches DESC, users DESC, text) AS BIGINT) AS rank FROM counted
)
SELECT rank, text, searches, users, last_ms
FROM ranked
WHERE rank <= 1000
ORDER BY rank
