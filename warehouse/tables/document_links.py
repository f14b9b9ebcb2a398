"""Pairs of documents that share text."""

import polars as pl

from warehouse.contract import Column, Table, per_document

DIFFERS = pl.List(pl.Struct({"cut": pl.String, "added": pl.String}))

DOCUMENT_LINKS = Table(
    name="document_links",
    description="Pairs of documents that share text, as found; the view duplicates shows exact and near ones.",
    key=("doc_id", "revision", "other_doc_id", "other_revision"),
    columns=per_document(
        Column("other_doc_id", pl.String, "The other document; the one that was there first, or the smaller id"),
        Column("other_revision", pl.String, "Its revision"),
        Column(
            "relation",
            pl.String,
            "exact: same folded text; near: a copy; contained: one holds the other; template: same words, other facts",
            allowed=("exact", "near", "contained", "template"),
        ),
        Column("similarity", pl.Float64, "Jaccard similarity of the folded 5-word shingles", low=0, high=1),
        Column("containment", pl.Float64, "Share of the shorter one's shingles that stand in the other", low=0, high=1),
        Column(
            "covered",
            pl.Float64,
            "Share of a text's folded words in runs that both have: of the text with more",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("covered_of_other", pl.Float64, "The same of the text with less", nullable=True, low=0, high=1),
        Column(
            "n_conflicts", pl.Int32, "Facts in conflict: numbers and months, and weekdays, which count twice", low=0
        ),
        Column(
            "n_words_added",
            pl.Int32,
            "Folded words that stand in the other document alone, each as often as it does; a paragraph that was moved is none",
            nullable=True,
            low=0,
        ),
        Column("n_words_cut", pl.Int32, "Folded words that stand in doc_id alone", nullable=True, low=0),
        Column(
            "differs",
            DIFFERS,
            "Where the texts part, as they are spelled: cut stands in doc_id, added in its place in the other document, "
            "null: nothing. Of a template the facts in conflict, at most 10; else the 5 longest stretches, of 12 words each; "
            "null for exact copies and where a document has so many links that only the most alike are told",
            nullable=True,
        ),
        Column("method", pl.String, "How the pair was found", allowed=("exact_fingerprint", "minhash_lsh")),
    ),
)
