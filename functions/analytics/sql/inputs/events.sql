-- What buyers did with products: one row an event, however often its record came. Without a user the session or the
-- client stands for the buyer. `weight` says how much an action tells about a taste.
WITH told AS (
  SELECT
    event_id,
    action,
    product_id,
    query_id,
    coalesce(user_id, session_id, client_id) AS buyer,
    coalesce(session_id, user_id, client_id) AS session,
    at_ms,
    CASE action WHEN 'purchase' THEN 5e0 WHEN 'cart' THEN 3e0 WHEN 'click' THEN 1e0 ELSE 0.5e0 END AS weight,
    row_number() OVER (PARTITION BY event_id ORDER BY at_ms, record_partition, record_offset) AS copy
  FROM activity
  WHERE action IS NOT NULL
    AND event_id IS NOT NULL
    AND product_id IS NOT NULL
    AND at_ms BETWEEN (SELECT now_ms - window_ms FROM run) AND (SELECT now_ms FROM run)
)
SELECT event_id, action, product_id, query_id, buyer, session, at_ms, weight
FROM told
WHERE copy = 1 AND buyer IS NOT NULL
