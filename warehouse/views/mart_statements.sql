-- What was said: one row for each reported statement in a story at an outlet (of copies at one outlet the one that stands for all, else the first), with what to count it by. Other views of speakers are made of it.
-- @speaker The speaker's best name in the language of the document, else as the text calls it; null where nobody is known, as for a pronoun without a name
-- @speaker_key Entity, else the folded name: one for all spellings
-- @speaker_kind person, place or organisation; null where the speaker is no entity
-- @outlet One that is not known goes by its source
-- @statement_id Counts a statement once: the same for its copies, and for other wordings in other articles (quotes.quote_group_id)
-- @story_id Counts a story once: the group of copies, else the document
WITH told AS (
  SELECT doc_id, cluster_id, coalesce(cluster_id, doc_id) AS story_id, coalesce(outlet, source) AS outlet, language, published_at, published_precision, title
  FROM documents
  QUALIFY row_number() OVER (PARTITION BY coalesce(cluster_id, doc_id), coalesce(outlet, source) ORDER BY canonical_id = doc_id DESC, doc_id) = 1
), said AS (
  SELECT q.*, q.speaker_name AS called, coalesce(q.quote_group_id, q.doc_id || '-' || q.quote_no) AS group_id, t.* EXCLUDE (doc_id)
  FROM quotes q JOIN told t USING (doc_id)
), names AS (
  -- Each name is folded once.
  SELECT called, fold(called) AS key FROM (SELECT DISTINCT called FROM said WHERE speaker_id IS NULL AND called IS NOT NULL)
), copied AS (
  -- What is too short for a group of its own is one statement in the copies of a story all the same, however it is spelled.
  SELECT doc_id, quote_no, min(group_id) OVER (PARTITION BY cluster_id, coalesce(speaker_id, fold(called)), fold(quote_text)) AS statement_id
  FROM said WHERE cluster_id IS NOT NULL
)
SELECT coalesce(CASE s.language WHEN 'ar' THEN e.name_ar WHEN 'fa' THEN e.name_fa WHEN 'en' THEN e.name_en END, s.called) AS speaker,
       e.kind AS speaker_kind, s.cue, s.cue_class, s.quote_text, s.kind, s.resolution, s.confidence, s.outlet, s.published_at, s.published_precision, s.language, s.title,
       s.speaker_id, coalesce(s.speaker_id, n.key) AS speaker_key, coalesce(c.statement_id, s.group_id) AS statement_id, s.story_id, s.doc_id, s.quote_no, s.start_char, s.end_char
FROM said s LEFT JOIN names n USING (called) LEFT JOIN entities e ON e.entity_id = s.speaker_id
LEFT JOIN copied c USING (doc_id, quote_no)
