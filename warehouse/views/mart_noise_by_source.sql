-- What was wrong, by source: how often each rule fired and on what share of the source's documents.
WITH totals AS (SELECT source, count(*) AS n_documents FROM documents GROUP BY source)
SELECT d.source, f.rule, f.action, max(f.severity) AS severity, count(*) AS n_findings, count(DISTINCT f.doc_id) AS n_documents,
       round(count(DISTINCT f.doc_id) / any_value(t.n_documents), 4) AS document_share
FROM findings f JOIN documents d USING (doc_id) JOIN totals t ON t.source = d.source
GROUP BY d.source, f.rule, f.action
ORDER BY d.source, n_documents DESC, f.rule
