-- What buyers did with products: one row an event, however often its record came. Without a user the session or the
-- client stands for the buyer. `weight` says how much an action tells about a taste.
WITH told AS (
  SELECT
    get_json_object(value, '$.event_id') AS event_id,
    get_json_object(value, '$.action_name') AS action,
    get_json_object(value, '$.event_attributes.object.object_id') AS product_id,
    get_json_object(value, '$.query_id') AS query_id,
    get_json_object(value, '$.user_id') AS user_id,
    get_json_object(value, '$.session_id') AS session_id,
    get_json_object(value, '$.client_id') AS client_id,
    unix_millis(try_cast(get_json_object(value, '$.timestamp') AS TIMESTAMP)) AS at_ms,
    timestamp_ms,
    record_partition,
    record_offset
  FROM activity_records
  WHERE value IS NOT NULL AND get_json_object(value, '$.action_name') IS NOT NULL
),
numbered AS (
  SELECT
    event_id,
    action,
    product_id,
    query_id,
    coalesce(user_id, session_id, client_id) AS buyer,
    coalesce(session_id, user_id, client_id) AS session,
    at_ms,
    CASE action WHEN 'purchase' THEN 5e0 WHEN 'cart' THEN 3e0 WHEN 'click' THEN 1e0 ELSE 0.5e0 END AS weight,
    row_number() OVER (
      PARTITION BY event_id ORDER BY at_ms, timestamp_ms, record_partition, record_offset
    ) AS copy
  FROM told
  WHERE event_id IS NOT NULL
    AND product_id IS NOT NULL
    AND at_ms BETWEEN (SELECT now_ms - window_ms FROM run) AND (SELECT now_ms FROM run)
)
SELECT event_id, action, product_id, query_id, buyer, session, at_ms, weight
FROM numbered
WHERE copy = 1 AND buyer IS NOT NULL
