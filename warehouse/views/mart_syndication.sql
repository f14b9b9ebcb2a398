-- Who copied whom: one row for each copy in the order of publication, how long after the first one, what it changed against it, whom it credits, and which copy stands for all. What hangs on an unknown time is null.
-- @position Place in the order of publication, of the copies that have one: a day that is all that is known gives a place where no other copy has that day
-- @first_outlet Earliest of the copies whose time is known, see mart_stories
-- @first_is_certain False where another outlet may have been earlier: its time is not known, or only the same day
-- @lag_minutes Minutes after the first publication; null where one of both times is not known to the minute
-- @lag_days Where a day is all that is known of either: days after the first publication by the calendar in UTC; null on the same day
-- @relation What it is to the copy reference_id; null for that one itself, and where the two were not compared directly
-- @similarity Jaccard similarity to the copy reference_id
-- @n_words_added Words that it has and the copy reference_id has not
-- @n_words_cut Words that the copy reference_id has and it has not
-- @differs Where the two part: cut stands in reference_id, added in its place here; marked(differs) writes it as one text
-- @credits Agencies and outlets that it names as its source, the nearest to the reader first
-- @credits_a_copy True where one of them published a copy of the group
-- @canonical_reason Why it stands for all copies; null for all others
-- @reference_id Copy that it is compared with: the first publication, where that is not known the one that stands for all
WITH copies AS (
  SELECT cluster_id, canonical_id, doc_id, coalesce(outlet, source) AS outlet, language, title, url, published_at, published_precision,
         CASE WHEN published_precision = 'second' THEN published_at END AS known_at,
         CASE WHEN published_precision <> 'none' THEN (published_at AT TIME ZONE 'UTC')::DATE END AS known_date
  FROM documents WHERE cluster_id IS NOT NULL
), placed AS (
  SELECT c.*, s.n_copies, s.first_id, s.first_outlet, s.first_is_certain, f.published_at AS first_at, f.known_at AS first_known_at, f.known_date AS first_date,
         coalesce(s.first_id, c.canonical_id) AS reference_id,
         -- A day has a place in the order only where no other copy has that day.
         c.known_at IS NOT NULL OR (c.known_date IS NOT NULL AND count(*) OVER (PARTITION BY c.cluster_id, c.known_date) = 1) AS has_place
  FROM copies c JOIN mart_stories s USING (cluster_id) LEFT JOIN copies f ON f.doc_id = s.first_id
), compared AS (
  SELECT p.doc_id, l.relation, l.similarity, l.n_words_added, l.n_words_cut, l.differs
  FROM placed p JOIN document_links l ON l.other_doc_id = p.doc_id AND l.doc_id = p.reference_id
  UNION ALL
  -- The link tells it from the other side: what the copy has added is cut there.
  SELECT p.doc_id, l.relation, l.similarity, l.n_words_cut, l.n_words_added, list_transform(l.differs, lambda place: {'cut': place.added, 'added': place.cut})
  FROM placed p JOIN document_links l ON l.doc_id = p.doc_id AND l.other_doc_id = p.reference_id
), changed AS (
  FROM compared QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY similarity DESC) = 1
), credits AS (
  SELECT doc_id, list(credited ORDER BY chain_position, attribution_no) AS credits, bool_or(credited_outlet IS NOT NULL) AS credits_a_copy
  FROM mart_credits GROUP BY doc_id
)
SELECT p.cluster_id, CASE WHEN p.has_place THEN row_number() OVER (PARTITION BY p.cluster_id, p.has_place ORDER BY p.known_date, p.known_at, p.doc_id) END AS position,
       p.outlet, p.published_at, p.published_precision, p.first_outlet, p.first_at, p.first_is_certain,
       date_diff('minute', p.first_known_at, p.known_at) AS lag_minutes,
       CASE WHEN p.known_at IS NULL OR p.first_known_at IS NULL THEN nullif(p.known_date - p.first_date, 0) END AS lag_days,
       x.relation, x.similarity, x.n_words_added, x.n_words_cut, x.differs, r.credits, coalesce(r.credits_a_copy, false) AS credits_a_copy,
       p.doc_id = p.canonical_id AS is_canonical, CASE WHEN p.doc_id = p.canonical_id THEN m.reason END AS canonical_reason,
       p.n_copies, p.language, p.title, p.url, p.reference_id, p.doc_id
FROM placed p LEFT JOIN changed x USING (doc_id) LEFT JOIN credits r USING (doc_id) LEFT JOIN memberships m USING (doc_id)
ORDER BY p.cluster_id, p.known_date NULLS LAST, p.known_at NULLS LAST, p.doc_id
