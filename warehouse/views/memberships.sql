-- Groups of copies as they stand now: one row for each document that has a copy.
SELECT m.* FROM ops.membership_state m
SEMI JOIN (FROM ops.current_state WHERE NOT withdrawn) c USING (doc_id)
WHERE m.cluster_id IS NOT NULL
