-- Stories that were copied: one row for each group of copies, with its outlets, who was first and how long it spread.
-- @outlets Outlets in the order of publication, those without a known time last; one that is not known goes by its source
-- @first_outlet Earliest of the copies whose time is known; null where fewer than two times are known, or two outlets share the earliest
-- @first_at Earliest publication that is known
-- @first_is_certain False where another outlet may have been earlier: its time is not known, or only the same day
-- @last_at Latest publication that is known
-- @spread_minutes From the first to the last copy whose times are known to the minute
-- @n_undated Copies of which not even the day is known
-- @first_id Document of the first publication
-- @doc_id Copy that stands for all; title and language are its
WITH copies AS (
  SELECT cluster_id, canonical_id, doc_id, title, language, coalesce(outlet, source) AS outlet, published_at,
         CASE WHEN published_precision = 'second' THEN published_at END AS known_at,
         CASE WHEN published_precision <> 'none' THEN (published_at AT TIME ZONE 'UTC')::DATE END AS known_date,
         -- Of a day that is all that is known, its end counts: it comes behind the hours of that day.
         CASE published_precision WHEN 'second' THEN published_at WHEN 'day' THEN published_at + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND END AS order_at
  FROM documents WHERE cluster_id IS NOT NULL
), earliest AS (
  FROM copies WHERE order_at IS NOT NULL QUALIFY row_number() OVER (PARTITION BY cluster_id ORDER BY order_at, doc_id) = 1
), outlets AS (
  SELECT cluster_id, list(outlet ORDER BY order_at NULLS LAST, outlet) AS outlets
  FROM (SELECT cluster_id, outlet, min(order_at) AS order_at FROM copies GROUP BY ALL) GROUP BY cluster_id
), counted AS (
  SELECT c.cluster_id, any_value(c.canonical_id) AS canonical_id, count(*) AS n_copies, count(*) - count(c.order_at) AS n_undated,
         any_value(e.doc_id) AS first_id, any_value(e.outlet) AS first_outlet, any_value(e.published_at) AS first_at,
         arg_max(c.published_at, c.order_at) AS last_at,
         CASE WHEN count(c.known_at) > 1 THEN date_diff('minute', min(c.known_at), max(c.known_at)) END AS spread_minutes,
         count(c.order_at) > 1 AND NOT bool_or(coalesce(c.outlet <> e.outlet AND c.order_at = e.order_at, false)) AS has_first,
         -- Another outlet may have been before it: at some hour of that day, or at a time that nobody knows.
         bool_or(c.outlet <> e.outlet AND (c.order_at IS NULL OR (c.known_date = e.known_date AND (c.known_at IS NULL OR e.known_at IS NULL)))) AS doubtful
  FROM copies c LEFT JOIN earliest e USING (cluster_id) GROUP BY c.cluster_id
)
SELECT c.cluster_id, d.title, d.language, c.n_copies, len(o.outlets) AS n_outlets, o.outlets,
       CASE WHEN c.has_first THEN c.first_outlet END AS first_outlet, c.first_at, CASE WHEN c.has_first THEN NOT c.doubtful END AS first_is_certain,
       c.last_at, c.spread_minutes, c.n_undated, CASE WHEN c.has_first THEN c.first_id END AS first_id, d.doc_id
FROM counted c JOIN outlets o USING (cluster_id) JOIN copies d ON d.doc_id = c.canonical_id
ORDER BY n_outlets DESC, c.n_copies DESC, c.first_at, c.cluster_id
