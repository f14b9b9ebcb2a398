-- Every spelling under which an entity is met in the documents as they stand now.
WITH counted AS (
  SELECT m.entity_id, m.batch_id, m.surface AS alias, d.language, count(*) AS n_mentions
  FROM mentions m JOIN documents d USING (doc_id) WHERE m.entity_id IS NOT NULL GROUP BY ALL
)
SELECT c.entity_id, max(c.batch_id) AS batch_id, c.alias, c.language, any_value(a.script) AS script, any_value(a.skeleton) AS skeleton, sum(c.n_mentions)::BIGINT AS n_mentions
FROM counted c JOIN history.aliases a USING (entity_id, batch_id, alias, language)
GROUP BY c.entity_id, c.alias, c.language
