-- What did A say about B: one row for each statement and each person, place or organisation that is named in it, other than the speaker. Told by several outlets it is one row, in the words of the first. For a topic, ask mart_statements for a word.
-- @about Whom or what the statement names: the best name in its language
-- @about_kind person, place or organisation
-- @first_at Earliest publication that is known
-- @n_outlets Outlets that tell the statement and name B in it
-- @n_stories Stories that do
-- @about_key Entity, else the folded name
WITH named AS (
  SELECT s.*, m.kind AS about_kind, m.entity_id AS about_id, m.surface, coalesce(m.entity_id, fold(m.surface)) AS about_key
  FROM mart_statements s JOIN mentions m ON m.doc_id = s.doc_id AND m.start_char >= s.start_char AND m.end_char <= s.end_char
  WHERE NOT m.in_caption AND m.entity_id IS DISTINCT FROM s.speaker_id
), first AS (
  SELECT *, count(DISTINCT outlet) OVER w AS n_outlets, count(DISTINCT story_id) OVER w AS n_stories, min(published_at) OVER w AS first_at
  FROM named WINDOW w AS (PARTITION BY statement_id, about_key)
  QUALIFY row_number() OVER (PARTITION BY statement_id, about_key ORDER BY published_at NULLS LAST, doc_id, quote_no) = 1
)
SELECT f.speaker, coalesce(CASE f.language WHEN 'ar' THEN e.name_ar WHEN 'fa' THEN e.name_fa WHEN 'en' THEN e.name_en END, f.surface) AS about, f.about_kind,
       f.cue, f.cue_class, f.quote_text, f.kind, f.outlet, f.first_at, f.n_outlets, f.n_stories, f.language, f.title,
       f.speaker_id, f.speaker_key, f.about_id, f.about_key, f.statement_id, f.doc_id
FROM first f LEFT JOIN entities e ON e.entity_id = f.about_id
ORDER BY f.first_at DESC NULLS LAST, f.statement_id, f.about_key
