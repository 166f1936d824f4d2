-- The fields of every query and event, whatever the record is worth; a step of its own for the same reason as sent_prices.
SELECT
  get_json_object(value, '$.action_name') AS action,
  get_json_object(value, '$.event_id') AS event_id,
  get_json_object(value, '$.query_id') AS query_id,
  get_json_object(value, '$.user_id') AS user_id,
  get_json_object(value, '$.session_id') AS session_id,
  get_json_object(value, '$.client_id') AS client_id,
  get_json_object(value, '$.event_attributes.object.object_id') AS product_id,
  get_json_object(value, '$.user_query') AS user_query,
  whole_number(get_json_object(value, '$.query_attributes.total')) AS total,
  whole_number(get_json_object(value, '$.query_attributes.page')) AS page,
  instant_ms(get_json_object(value, '$.timestamp')) AS at_ms,
  record_partition,
  record_offset
FROM activity_records
