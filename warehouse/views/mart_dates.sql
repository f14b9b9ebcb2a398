-- What is said to happen when: one row for each date a story names, with the passage that names it; a story told by many outlets is one voice. One day: WHERE DATE '2024-03-05' BETWEEN date_from AND date_to AND precision = 'day'.
-- @date_from First day meant; in the past or the future of the publication
-- @evidence The passage that names the date
-- @n_documents Documents of the story that name it
WITH told AS (
  SELECT t.*, coalesce(d.cluster_id, d.doc_id) AS story, coalesce(d.outlet, d.source) AS outlet, d.title, d.language, d.published_at
  FROM dates t JOIN documents d USING (doc_id) WHERE t.date_from IS NOT NULL
), first AS (
  SELECT *, count(DISTINCT doc_id) OVER (PARTITION BY story, date_from, date_to, precision) AS n_documents
  FROM told
  QUALIFY row_number() OVER (PARTITION BY story, date_from, date_to, precision ORDER BY published_at NULLS LAST, doc_id, date_no) = 1
)
SELECT f.date_from, f.date_to, f.precision, f.surface, f.calendar, f.relative, f.approximate, p.clean_text AS evidence,
       f.outlet, f.title, f.language, f.published_at, f.n_documents, f.story, f.doc_id
FROM first f LEFT JOIN passages p ON p.doc_id = f.doc_id AND p.passage_no = f.passage_no
ORDER BY f.date_from, f.date_to, f.precision, f.story
