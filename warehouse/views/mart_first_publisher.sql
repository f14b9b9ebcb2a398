-- Who publishes first and who follows: one row for each outlet and language, over the stories that at least two known outlets published at known times.
-- @n_stories Stories that the outlet took part in, with a copy whose time is known
-- @n_decided Those in which it is certain who was first: no other outlet's copy has an unknown time, or only the same day
-- @n_first Those that it published first
-- @first_share n_first of n_decided
-- @median_lag_minutes How long after the first one it published, where it was not first and both times are known to the minute
-- @n_lags Stories that the median rests on
-- @n_copying_outlets Different outlets that published after it where it was first
-- @most_copied_by Outlet that did so most often
-- @n_most How often that one did
WITH appearances AS (
  SELECT s.cluster_id, s.outlet, any_value(s.language) AS language, bool_or(s.doc_id = s.reference_id) AS is_first,
         min(s.lag_minutes) AS lag_minutes, coalesce(any_value(s.first_is_certain), false) AS decided
  FROM mart_syndication s JOIN documents d USING (doc_id)
  WHERE d.outlet IS NOT NULL AND d.published_precision <> 'none' GROUP BY s.cluster_id, s.outlet
), counted AS (
  FROM appearances QUALIFY count(*) OVER (PARTITION BY cluster_id) > 1
), followers AS (
  SELECT f.outlet, f.language, c.outlet AS follower, count(*) AS n
  FROM counted f JOIN counted c USING (cluster_id) WHERE f.is_first AND f.decided AND NOT c.is_first GROUP BY ALL
), followed AS (
  SELECT outlet, language, count(*) AS n_copying_outlets, arg_min(follower, (-n, follower)) AS most_copied_by, max(n) AS n_most FROM followers GROUP BY ALL
)
SELECT c.outlet, c.language, count(*) AS n_stories, count(*) FILTER (c.decided) AS n_decided, count(*) FILTER (c.decided AND c.is_first) AS n_first,
       round(count(*) FILTER (c.decided AND c.is_first) / nullif(count(*) FILTER (c.decided), 0), 4) AS first_share,
       median(c.lag_minutes) FILTER (c.decided AND NOT c.is_first) AS median_lag_minutes,
       count(c.lag_minutes) FILTER (c.decided AND NOT c.is_first) AS n_lags,
       coalesce(any_value(f.n_copying_outlets), 0) AS n_copying_outlets, any_value(f.most_copied_by) AS most_copied_by, any_value(f.n_most) AS n_most
FROM counted c LEFT JOIN followed f USING (outlet, language)
GROUP BY c.outlet, c.language
ORDER BY n_first DESC, n_stories DESC, c.outlet, c.language
