-- Persons, places and organisations, each once.
SELECT * FROM history.entities
QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY (name_ar IS NOT NULL)::INT + (name_fa IS NOT NULL)::INT + (name_en IS NOT NULL)::INT DESC, batch_id) = 1
