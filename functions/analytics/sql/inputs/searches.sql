-- What buyers searched for: one row a search, however often its record came. Further pages are no new searches, and a
-- search by filters alone has no text. Text is compared in lower case, with е for ё and single spaces.
WITH searched AS (
  SELECT
    query_id,
    trim(replace(replace(replace(
      replace(lower(substring(translate(user_query, concat(chr(9), chr(10), chr(13)), '   '), 1, 200)), 'ё', 'е'),
      ' ', concat(chr(1), chr(2))), concat(chr(2), chr(1)), ''), concat(chr(1), chr(2)), ' ')) AS text,
    coalesce(user_id, client_id) AS buyer,
    total,
    at_ms,
    row_number() OVER (PARTITION BY query_id ORDER BY at_ms, record_partition, record_offset) AS copy
  FROM activity
  WHERE action IS NULL
    AND query_id IS NOT NULL
    AND coalesce(page, 1) = 1
    AND at_ms BETWEEN (SELECT now_ms - window_ms FROM run) AND (SELECT now_ms FROM run)
)
SELECT query_id, text, buyer, total, at_ms
FROM searched
WHERE copy = 1 AND text <> ''
