-- Pairs of copies: exact and near, with what they share and who published them.
SELECT l.relation, l.similarity, l.containment, l.n_words_added, l.n_words_cut, l.differs, a.outlet, a.title, a.published_at,
       b.outlet AS other_outlet, b.title AS other_title, b.published_at AS other_published_at, l.doc_id, l.other_doc_id
FROM document_links l
JOIN documents a ON a.doc_id = l.doc_id
JOIN documents b ON b.doc_id = l.other_doc_id AND b.revision = l.other_revision
WHERE l.relation IN ('exact', 'near')
