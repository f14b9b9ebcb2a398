-- Every document as it stands now, copies too, with the group of copies it belongs to.
SELECT d.*, m.cluster_id, m.canonical_id
FROM history.documents d
JOIN ops.current_state c USING (doc_id, revision, batch_id)
LEFT JOIN ops.membership_state m ON m.doc_id = d.doc_id
WHERE NOT c.withdrawn
