-- Who said what: reported statements, counted once for each group of copies.
-- @quote_group_id Statements of one speaker that are one, in whatever words, in other stories too
SELECT q.speaker_name, q.speaker_surface, q.cue, q.cue_class, q.quote_text, q.kind, q.resolution, q.confidence,
       a.outlet, a.published_at, a.language, a.title, a.n_copies, q.quote_group_id, q.speaker_id, q.doc_id, q.quote_no
FROM quotes q JOIN articles a USING (doc_id)
