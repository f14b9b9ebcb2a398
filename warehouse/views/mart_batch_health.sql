-- Each batch, and each attempt at one that was blocked: what came in, what became of it, whether the counts add up, and which checks failed.
WITH failed AS (
  SELECT batch_id, checked_at AS published_at, count(*) FILTER (state = 'failed' AND moment = 'out') AS n_failed, count(*) FILTER (state = 'broken') AS n_broken
  FROM ops.checks GROUP BY ALL
)
SELECT b.batch_seq, b.batch_id, b.state, b.started_at, b.published_at, b.inputs, b.n_records, b.n_documents, b.n_quarantined, b.n_seen_before,
       b.n_records = b.n_documents + b.n_quarantined + b.n_seen_before AS adds_up,
       round(b.n_quarantined / greatest(b.n_records, 1), 4) AS quarantined_share,
       coalesce(f.n_failed, 0) AS n_failed_checks, coalesce(f.n_broken, 0) AS n_broken_checks
FROM ops.batches b LEFT JOIN failed f USING (batch_id, published_at)
ORDER BY b.published_at
