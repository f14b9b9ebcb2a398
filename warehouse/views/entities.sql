-- Persons, places and organisations of the documents as they stand now, each once.
SELECT e.* FROM history.entities e
SEMI JOIN mentions m USING (entity_id, batch_id)
QUALIFY row_number() OVER (PARTITION BY e.entity_id ORDER BY (e.name_ar IS NOT NULL)::INT + (e.name_fa IS NOT NULL)::INT + (e.name_en IS NOT NULL)::INT DESC, e.batch_id) = 1
