-- Pairs of documents that share text, as both stand now; the view duplicates shows exact and near ones.
SELECT l.* FROM history.document_links l
SEMI JOIN (FROM ops.current_state WHERE NOT withdrawn) a USING (doc_id, revision)
SEMI JOIN (FROM ops.current_state WHERE NOT withdrawn) b ON b.doc_id = l.other_doc_id AND b.revision = l.other_revision
