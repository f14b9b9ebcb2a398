-- Which outlet relays whom: one row for each outlet and chain of agencies, outlets, programmes and platforms that it names as its sources, every story counted once. What an outlet says of itself is left out.
-- @relayed Where the news comes from: the last of the chain
-- @through Whom the outlet has it from, where that is another: the first of the chain
-- @chain All of it, from the nearest to the reader to the origin
-- @n_stories Stories that the outlet has by this chain, copies counted once
-- @story_share n_stories of all stories of the outlet
-- @is_known All of the chain are sources that khabar knows by name; others are called as they are written
-- @doc_id A document of the latest of them
WITH told AS (
  SELECT doc_id, coalesce(cluster_id, doc_id) AS story_id, coalesce(outlet, source) AS outlet, language, published_at,
         regexp_extract(lower(url), '^https?://(?:www\.|m\.)?([^/:]+)', 1) AS host
  FROM documents
), hosts AS (
  SELECT DISTINCT outlet, host FROM told WHERE host <> ''
), spellings AS (
  -- What an outlet is called: its name, the other names of documents at its address, and its one name where khabar knows it.
  SELECT outlet, replace(fold(name), ' ', '') AS key, outlet_of(name) AS known,
         nullif(regexp_extract(lower(name), '^(?:www\.)?([a-z0-9-]{3,})\.[a-z.]{2,}$', 1), '') AS label
  FROM (SELECT outlet, outlet AS name FROM told UNION SELECT a.outlet, b.outlet FROM hosts a JOIN hosts b USING (host) UNION FROM hosts)
), publishers AS (
  SELECT outlet, count(DISTINCT story_id) AS n_all FROM told GROUP BY outlet
), named AS (
  SELECT doc_id, attribution_no, chain_position, outlet IS NOT NULL AS is_known, coalesce(outlet, surface) AS source, surface,
         count(*) FILTER (chain_position = 1) OVER (PARTITION BY doc_id ORDER BY attribution_no) AS chain_no
  FROM attributions WHERE kind IN ('agency', 'outlet', 'interview', 'platform', 'programme')
), sources AS (
  -- Each name is folded once: whole, and without the word before it, since agency Nasim is Nasim.
  SELECT source, surface, k.name AS known, replace(fold(source), ' ', '') AS key, replace(fold(surface), ' ', '') AS written,
         replace(regexp_replace(fold(surface), '^\S+ ', ''), ' ', '') AS tail
  FROM (SELECT DISTINCT source, surface FROM named) LEFT JOIN outlet_spellings k ON k.key = fold(source)
), own AS (
  SELECT DISTINCT o.outlet, s.source, s.surface FROM spellings o JOIN sources s
  ON o.known = s.known OR o.key IN (s.key, s.written, s.tail) OR starts_with(s.key, o.label) OR (len(s.written) > 2 AND ends_with(o.key, s.written))
), others AS (
  SELECT n.*, t.story_id, t.outlet, t.language, t.published_at, p.n_all
  FROM named n JOIN told t USING (doc_id) JOIN publishers p USING (outlet)
  ANTI JOIN own o ON o.outlet = t.outlet AND o.source = n.source AND o.surface = n.surface
), chains AS (
  SELECT doc_id, chain_no, any_value(story_id) AS story_id, any_value(outlet) AS outlet, any_value(language) AS language, any_value(published_at) AS published_at,
         any_value(n_all) AS n_all, list(source ORDER BY chain_position, attribution_no) AS chain, bool_and(is_known) AS is_known
  FROM others GROUP BY doc_id, chain_no
)
SELECT outlet, language, chain[-1] AS relayed, CASE WHEN len(chain) > 1 THEN chain[1] END AS through, chain, count(DISTINCT story_id) AS n_stories,
       round(count(DISTINCT story_id) / any_value(n_all), 4) AS story_share, bool_and(is_known) AS is_known,
       min(published_at) AS first_at, max(published_at) AS last_at, arg_max(doc_id, (coalesce(published_at, '-infinity'::TIMESTAMPTZ), doc_id)) AS doc_id
FROM chains c
-- A source that is named again, once with and once without its own source, is told by the longer chain.
WHERE NOT EXISTS (FROM chains l WHERE l.doc_id = c.doc_id AND len(l.chain) > len(c.chain) AND l.chain[:len(c.chain)] = c.chain)
GROUP BY outlet, language, chain
ORDER BY n_stories DESC, outlet, chain
