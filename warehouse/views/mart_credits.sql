-- Whom copies credit: one row for each agency or outlet that a copy names as its source.
-- @credited Agency or outlet as known, else as written
-- @credited_outlet Outlet of another copy of the group that this is: by its name, with or without the word before it (agency Nasim is Nasim), by its host, or as one of outlets; null where it is none
-- @chain_position 1 is the nearest to the reader, greater is nearer to the origin
WITH copies AS (
  SELECT cluster_id, doc_id, coalesce(outlet, source) AS outlet, source FROM documents WHERE cluster_id IS NOT NULL
), named AS (
  SELECT c.cluster_id, c.doc_id, c.outlet, coalesce(a.outlet, a.surface) AS credited, min(a.chain_position) AS chain_position, min(a.attribution_no) AS attribution_no
  FROM copies c JOIN attributions a USING (doc_id) WHERE a.kind IN ('agency', 'outlet') GROUP BY ALL
), called AS (
  -- Each name is looked up once among the outlets that are known.
  SELECT name, 'known ' || outlet_of(name) AS known FROM (SELECT credited AS name FROM named UNION SELECT unnest([outlet, source]) FROM copies)
), sought AS (
  SELECT n.*, unnest(['whole ' || fold(credited), 'tail ' || fold(credited), 'whole ' || nullif(regexp_extract(fold(credited), '^\S+ (.+)$', 1), ''), c.known]) AS key
  FROM named n LEFT JOIN called c ON c.name = n.credited
), names AS (
  SELECT DISTINCT cluster_id, outlet, unnest([outlet, source]) AS name FROM copies
), publishers AS (
  -- One outlet a key and group, and another one for the copy that is that outlet's own: an outlet that names itself credits nobody.
  SELECT cluster_id, key, min(outlet) AS one, max(outlet) AS other FROM (
    SELECT cluster_id, outlet, unnest(['whole ' || fold(name), 'tail ' || nullif(regexp_extract(fold(name), '^\S+ (.+)$', 1), ''),
      'whole ' || nullif(regexp_extract(lower(name), '^(?:www\.)?([a-z]{3,}?)(?:news|agency|tv|online)?(?:\.[a-z0-9-]+)*\.[a-z]{2,}$', 1), ''), c.known]) AS key
    FROM names LEFT JOIN called c USING (name)
  ) GROUP BY ALL
)
SELECT s.cluster_id, s.outlet, s.credited, min(CASE WHEN p.one <> s.outlet THEN p.one WHEN p.other <> s.outlet THEN p.other END) AS credited_outlet,
       s.chain_position, s.attribution_no, s.doc_id
FROM sought s LEFT JOIN publishers p USING (cluster_id, key)
GROUP BY ALL
ORDER BY s.cluster_id, s.doc_id, s.chain_position, s.attribution_no
