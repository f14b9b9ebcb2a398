-- Who is quoted, by outlet: one row for each speaker, outlet and language, every statement counted once however often it is told. The most quoted of each outlet have place 1.
-- @speaker The name by which the outlet calls the speaker most often
-- @place Place among the outlet's speakers of that language, by statements
-- @n_statements Different statements
-- @n_stories Stories in which the outlet quotes the speaker, copies counted once
-- @statement_share n_statements of all that the outlet reports with a known speaker
-- @n_direct Of the statements, those in the speaker's own words
-- @n_outlets Outlets that quote the speaker at all
-- @n_statements_anywhere Different statements over all outlets and languages
WITH said AS MATERIALIZED (
  SELECT speaker_key, outlet, language, speaker, speaker_kind, speaker_id, statement_id, story_id, kind, published_at FROM mart_statements WHERE speaker_key <> ''
), counted AS (
  SELECT speaker_key, outlet, language, mode(speaker) AS speaker, any_value(speaker_kind) AS speaker_kind, any_value(speaker_id) AS speaker_id,
         count(DISTINCT statement_id) AS n_statements, count(DISTINCT story_id) AS n_stories,
         count(DISTINCT statement_id) FILTER (kind IN ('direct', 'mixed')) AS n_direct,
         min(published_at) AS first_at, max(published_at) AS last_at
  FROM said GROUP BY ALL
), anywhere AS (
  SELECT speaker_key, count(DISTINCT outlet) AS n_outlets, count(DISTINCT statement_id) AS n_statements_anywhere
  FROM said GROUP BY speaker_key
)
SELECT c.outlet, c.language, rank() OVER (PARTITION BY c.outlet, c.language ORDER BY c.n_statements DESC, c.n_stories DESC) AS place,
       c.speaker, c.speaker_kind, c.n_statements, c.n_stories, round(c.n_statements / sum(c.n_statements) OVER (PARTITION BY c.outlet, c.language), 4) AS statement_share,
       c.n_direct, a.n_outlets, a.n_statements_anywhere, c.first_at, c.last_at, c.speaker_id, c.speaker_key
FROM counted c JOIN anywhere a USING (speaker_key)
ORDER BY c.n_statements DESC, c.n_stories DESC, c.outlet, c.speaker_key
