-- One row for each price that a product had within the window.
SELECT product_id, changed_ms, sequence, price, currency
FROM prices
ORDER BY product_id, sequence
