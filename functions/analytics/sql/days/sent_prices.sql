-- The price of every product record, whatever the record is worth. A step of its own, so that JSON is read once: engines
-- move conditions on what was read below other work, and would read it again there.
-- What no double holds one engine reads as infinite, and the other not at all.
SELECT
  product_id,
  version_ms,
  record_partition,
  record_offset,
  CASE WHEN abs(price) < CAST('Infinity' AS DOUBLE) THEN price END AS price,
  currency
FROM (
  SELECT
    key AS product_id,
    version_ms,
    record_partition,
    record_offset,
    decimal_number(get_json_object(value, '$.price.amount')) AS price,
    get_json_object(value, '$.price.currency') AS currency
  FROM product_records
) AS sent
