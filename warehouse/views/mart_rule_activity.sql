-- What each rule does, by outlet and language: documents, places and passages it acted on, the share of the outlet's documents, and the last batch that met it. The documents as they stand now.
WITH told AS (
  SELECT doc_id, coalesce(outlet, source) AS outlet, language, batch_id FROM documents
), totals AS (
  SELECT outlet, language, count(*) AS n_documents FROM told GROUP BY ALL
), batches AS (
  SELECT batch_id, max(batch_seq) AS batch_seq, max(published_at) AS published_at FROM ops.batches WHERE state = 'published' GROUP BY batch_id
)
SELECT f.rule, f.action, d.outlet, d.language, count(DISTINCT f.doc_id) AS n_documents,
       -- An edit's value is its number of places; what is removed or flagged is one place.
       sum(CASE WHEN f.action = 'edit' THEN greatest(coalesce(f.value, 1), 1) ELSE 1 END)::BIGINT AS n_places,
       count(*) AS n_findings,
       round(count(DISTINCT f.doc_id) / any_value(t.n_documents), 4) AS document_share,
       arg_max(d.batch_id, b.batch_seq) AS last_batch_id, max(b.published_at) AS last_published_at
FROM findings f
JOIN told d USING (doc_id)
JOIN totals t USING (outlet, language)
LEFT JOIN batches b ON b.batch_id = d.batch_id
GROUP BY f.rule, f.action, d.outlet, d.language
ORDER BY n_documents DESC, f.rule, d.outlet, d.language
