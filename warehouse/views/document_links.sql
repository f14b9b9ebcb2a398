-- Pairs of documents that share text, as both stand now; the view duplicates shows exact and near ones.
WITH found AS (SELECT batch_id, max(batch_seq) AS batch_seq FROM ops.batches WHERE state = 'published' GROUP BY batch_id)
-- A document that was cleaned anew since the pair was found has other links, of the batch that cleaned it.
SELECT l.* FROM history.document_links l
JOIN found f USING (batch_id)
JOIN ops.current_state a ON a.doc_id = l.doc_id AND a.revision = l.revision AND NOT a.withdrawn AND a.batch_seq <= f.batch_seq
JOIN ops.current_state b ON b.doc_id = l.other_doc_id AND b.revision = l.other_revision AND NOT b.withdrawn AND b.batch_seq <= f.batch_seq
