-- The articles: one row for each story as told once, the best copy standing for all. Start here.
WITH sizes AS (SELECT cluster_id, count(*) AS n_copies FROM documents WHERE cluster_id IS NOT NULL GROUP BY cluster_id)
SELECT d.title, d.text, d.language, d.outlet, d.published_at, d.published_precision, d.url, d.authors, d.section,
       coalesce(s.n_copies, 1) AS n_copies, d.flags, d.quality, d.n_words, d.source, d.first_seen_at, d.cluster_id, d.doc_id
FROM documents d LEFT JOIN sizes s USING (cluster_id)
WHERE d.canonical_id IS NULL OR d.canonical_id = d.doc_id
