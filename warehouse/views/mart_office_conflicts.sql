-- Persons who are given one office in more than one jurisdiction: the claims against the majority of stories, with their words; where there is no majority, all of them. Nothing was edited.
WITH claims AS (
  SELECT c.*, e.name AS person, coalesce(d.cluster_id, d.doc_id) AS story, d.outlet, d.title
  FROM office_claims c JOIN documents d USING (doc_id) LEFT JOIN entities e ON e.entity_id = c.person_id
  WHERE c.jurisdiction IS NOT NULL AND NOT c.ambiguous
), counted AS (
  -- A story told by many outlets is one voice.
  SELECT person_id, office, jurisdiction, count(DISTINCT story) AS n_stories, count(*) AS n_claims FROM claims GROUP BY ALL
), ranked AS (
  SELECT *, rank() OVER w AS place, count(*) OVER (PARTITION BY person_id, office) AS n_jurisdictions
  FROM counted WINDOW w AS (PARTITION BY person_id, office ORDER BY n_stories DESC, n_claims DESC)
), majorities AS (
  SELECT person_id, office, CASE WHEN count(*) = 1 THEN any_value(jurisdiction) END AS majority, any_value(n_stories) AS n_majority
  FROM ranked WHERE place = 1 GROUP BY person_id, office
)
SELECT c.person, c.office, c.jurisdiction, r.n_stories, m.majority AS majority_jurisdiction, m.n_majority AS n_majority_stories,
       c.surface, p.clean_text AS evidence, c.outlet, c.title, c.doc_id, c.person_id
FROM claims c
JOIN ranked r USING (person_id, office, jurisdiction)
JOIN majorities m USING (person_id, office)
LEFT JOIN passages p ON p.doc_id = c.doc_id AND p.passage_no = c.passage_no
WHERE r.n_jurisdictions > 1 AND c.jurisdiction IS DISTINCT FROM m.majority
ORDER BY c.person, c.office, c.jurisdiction
