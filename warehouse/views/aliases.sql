-- Every spelling under which an entity was met, over all batches.
SELECT entity_id, max(batch_id) AS batch_id, alias, language, any_value(script) AS script, any_value(skeleton) AS skeleton, sum(n_mentions)::BIGINT AS n_mentions
FROM history.aliases GROUP BY entity_id, alias, language
