-- Who claimed and who said: one row for each speaker and outlet, and by which sort of word the outlet introduces the statements. An outlet that lets A say and B claim shows here.
-- @n_statements Statements of a known speaker that are introduced by a word of any class
-- @n_said … and @n_confirmed, n_claimed, n_accused, n_denied, n_urged: those introduced by a word of that class
-- @claimed_share n_claimed of n_statements
-- @outlet_claimed_share Of all statements of the outlet in that language: what is usual there
-- @others_claimed_share Of the same speaker's statements at all other outlets; null where there are none
-- @cues The words that introduce them, the commonest first, five at most
WITH classed AS MATERIALIZED (
  SELECT speaker_key, outlet, language, speaker, speaker_kind, speaker_id, statement_id, cue, cue_class FROM mart_statements WHERE speaker_key <> '' AND cue_class IS NOT NULL
), counted AS (
  SELECT speaker_key, outlet, language, mode(speaker) AS speaker, any_value(speaker_kind) AS speaker_kind, any_value(speaker_id) AS speaker_id,
         count(DISTINCT statement_id) AS n_statements,
         count(DISTINCT statement_id) FILTER (cue_class = 'said') AS n_said, count(DISTINCT statement_id) FILTER (cue_class = 'confirmed') AS n_confirmed,
         count(DISTINCT statement_id) FILTER (cue_class = 'claimed') AS n_claimed, count(DISTINCT statement_id) FILTER (cue_class = 'accused') AS n_accused,
         count(DISTINCT statement_id) FILTER (cue_class = 'denied') AS n_denied, count(DISTINCT statement_id) FILTER (cue_class = 'urged') AS n_urged
  FROM classed GROUP BY ALL
), worded AS (
  SELECT speaker_key, outlet, language, list(cue ORDER BY n DESC, cue)[:5] AS cues
  FROM (SELECT speaker_key, outlet, language, cue, count(DISTINCT statement_id) AS n FROM classed WHERE cue IS NOT NULL GROUP BY ALL) GROUP BY ALL
)
SELECT c.outlet, c.language, c.speaker, c.speaker_kind, c.n_statements, c.n_said, c.n_confirmed, c.n_claimed, c.n_accused, c.n_denied, c.n_urged,
       round(c.n_claimed / c.n_statements, 4) AS claimed_share,
       round(sum(c.n_claimed) OVER o / sum(c.n_statements) OVER o, 4) AS outlet_claimed_share,
       round((sum(c.n_claimed) OVER s - c.n_claimed) / nullif(sum(c.n_statements) OVER s - c.n_statements, 0), 4) AS others_claimed_share,
       w.cues, c.speaker_id, c.speaker_key
FROM counted c LEFT JOIN worded w USING (speaker_key, outlet, language)
WINDOW o AS (PARTITION BY c.outlet, c.language), s AS (PARTITION BY c.speaker_key)
ORDER BY c.n_claimed DESC, claimed_share DESC, c.n_statements DESC, c.outlet, c.speaker_key
