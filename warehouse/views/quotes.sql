-- Reported statements of the documents as they stand now: what was said, by whom, by which words it is introduced, and which of them are one statement.
-- @quote_group_id The same for the same statement of the same speaker in other documents and other words of one language
SELECT q.*, g.quote_group_id
FROM history.quotes q
SEMI JOIN (FROM ops.current_state WHERE NOT withdrawn) c USING (doc_id, revision, batch_id)
LEFT JOIN ops.quote_group_state g USING (doc_id, revision, batch_id, quote_no)
