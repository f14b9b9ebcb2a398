-- Who stands only in captions: one row for each person and story in which captions or credits name the person and no text of any copy does.
-- @never_in_text True where no text of any document names the person
-- @n_stories_in_captions Stories in which the person stands only in captions
-- @n_stories_in_text Stories whose text names the person
-- @caption What stands there; a photographer's credit names who took the picture
-- @placement caption or credit
WITH found AS (
  SELECT coalesce(m.entity_id, fold(m.surface)) AS person_key, m.entity_id, m.surface, m.in_caption, m.doc_id, m.passage_no, coalesce(d.cluster_id, d.doc_id) AS story_id, coalesce(d.outlet, d.source) AS outlet, d.language, d.published_at, d.title
  FROM mentions m JOIN documents d USING (doc_id) WHERE m.kind = 'person'
), stories AS (
  SELECT person_key, story_id, bool_and(in_caption) AS only_in_captions FROM found GROUP BY ALL
), persons AS (
  SELECT person_key, count(*) FILTER (only_in_captions) AS n_stories_in_captions, count(*) FILTER (NOT only_in_captions) AS n_stories_in_text
  FROM stories GROUP BY person_key HAVING bool_or(only_in_captions)
)
SELECT coalesce(CASE f.language WHEN 'ar' THEN e.name_ar WHEN 'fa' THEN e.name_fa WHEN 'en' THEN e.name_en END, f.surface) AS person, p.n_stories_in_text = 0 AS never_in_text,
       p.n_stories_in_captions, p.n_stories_in_text, c.clean_text AS caption, c.placement, f.outlet, f.published_at, f.language, f.title, f.doc_id, f.entity_id AS person_id
FROM found f JOIN stories s USING (person_key, story_id) JOIN persons p USING (person_key)
LEFT JOIN entities e ON e.entity_id = f.entity_id LEFT JOIN passages c ON c.doc_id = f.doc_id AND c.passage_no = f.passage_no
WHERE s.only_in_captions
QUALIFY row_number() OVER (PARTITION BY f.person_key, f.story_id ORDER BY f.published_at NULLS LAST, f.doc_id, f.passage_no) = 1
ORDER BY c.placement, p.n_stories_in_captions DESC, person, f.published_at, f.doc_id
