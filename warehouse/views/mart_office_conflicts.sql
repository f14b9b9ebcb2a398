-- Persons who are given one office in more than one jurisdiction: the claims against the majority, with their words. Nothing was edited.
WITH claims AS (
  SELECT c.*, e.name AS person FROM office_claims c LEFT JOIN entities e ON e.entity_id = c.person_id
  WHERE c.jurisdiction IS NOT NULL AND NOT c.ambiguous
), counted AS (
  SELECT person_id, office, jurisdiction, count(*) AS n_claims, count(DISTINCT doc_id) AS n_documents FROM claims GROUP BY ALL
), ranked AS (
  SELECT *, first(jurisdiction) OVER w AS majority, first(n_claims) OVER w AS n_majority
  FROM counted WINDOW w AS (PARTITION BY person_id, office ORDER BY n_documents DESC, n_claims DESC, jurisdiction ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT c.person, c.office, c.jurisdiction, r.n_claims, r.majority AS majority_jurisdiction, r.n_majority AS n_majority_claims,
       c.surface, p.clean_text AS evidence, d.outlet, d.title, c.doc_id, c.person_id
FROM claims c
JOIN ranked r USING (person_id, office, jurisdiction)
JOIN documents d ON d.doc_id = c.doc_id
LEFT JOIN passages p ON p.doc_id = c.doc_id AND p.passage_no = c.passage_no
WHERE c.jurisdiction <> r.majority
ORDER BY c.person, c.office
