-- Who published copies of whom, and when: one row for each copy, in the order of publication; unknown (null) where a time is not known.
WITH copies AS (
  SELECT d.cluster_id, d.canonical_id, d.doc_id, coalesce(d.outlet, d.source) AS outlet, d.title, d.published_at, d.published_precision, d.url,
         CASE WHEN d.published_precision = 'second' THEN d.published_at END AS known_at
  FROM documents d WHERE d.cluster_id IS NOT NULL
), placed AS (
  SELECT *, count(known_at) OVER w AS n_known, count(*) OVER w AS n_copies, min(known_at) OVER w AS first_at,
         arg_min(outlet, known_at) FILTER (known_at IS NOT NULL) OVER w AS first_outlet,
         CASE WHEN known_at IS NOT NULL THEN row_number() OVER (PARTITION BY cluster_id ORDER BY known_at NULLS LAST, doc_id) END AS position
  FROM copies WINDOW w AS (PARTITION BY cluster_id)
), best AS (
  SELECT doc_id, other_doc_id, similarity FROM document_links
  UNION ALL SELECT other_doc_id, doc_id, similarity FROM document_links
)
SELECT p.cluster_id, p.position, p.outlet, p.published_at, p.published_precision,
       CASE WHEN p.n_known > 1 THEN p.first_outlet END AS first_outlet,
       CASE WHEN p.n_known > 1 THEN date_diff('minute', p.first_at, p.known_at) END AS lag_minutes,
       p.doc_id = p.canonical_id AS is_canonical,
       CASE WHEN p.doc_id = p.canonical_id THEN NULL ELSE (SELECT max(b.similarity) FROM best b WHERE b.doc_id = p.doc_id AND b.other_doc_id = p.canonical_id) END AS similarity_to_canonical,
       p.n_copies, p.title, p.url, p.doc_id
FROM placed p
ORDER BY p.cluster_id, p.position NULLS LAST, p.doc_id
