"""The ledger: each thing found, changed or removed."""

import polars as pl

from warehouse.contract import PASSAGE_NO, Column, Table, per_document

SEVERITIES = ("info", "warning", "critical")

FINDINGS = Table(
    name="findings",
    description="The ledger of every edit, removal and flag: rule, value against threshold, before and after.",
    key=("doc_id", "revision", "batch_id", "passage_no", "rule"),
    columns=per_document(
        PASSAGE_NO,
        Column("rule", pl.String, "Rule or detector that found it"),
        Column(
            "action",
            pl.String,
            "edit: text changed; remove: the passage left the body; flag: text untouched",
            allowed=("edit", "remove", "flag"),
        ),
        Column("severity", pl.String, "How much it matters", allowed=SEVERITIES),
        Column("value", pl.Float64, "What was measured; the rule's description says of what", nullable=True),
        Column("threshold", pl.Float64, "What it was held against", nullable=True),
        Column(
            "of_passage_no",
            pl.Int32,
            "Passage that the removed one repeats, the one that stays; null where nothing is repeated",
            nullable=True,
            low=0,
        ),
        Column("before", pl.String, "The place as it was, shortened", nullable=True),
        Column("after", pl.String, "The place as it became, or the suggestion; null: nothing", nullable=True),
    ),
)
