"""Lines that were learned to recur over an outlet's documents."""

import polars as pl

from warehouse.contract import TIMESTAMP, Column, Table

RECURRING_LINES = Table(
    name="recurring_lines",
    description="Lines learned to stand at the edge of many documents of an outlet, append-only: the newest row of a line counts. What is in force when a batch begins is what drop_recurring_line removes in it.",
    schema="ops",
    key=("outlet", "folded", "batch_id"),
    columns=(
        Column("batch_id", pl.String, "Learning that wrote the row; rows of one learning have one id"),
        Column("learned_at", TIMESTAMP, "When"),
        Column("outlet", pl.String, "Outlet, or the source where no outlet is known"),
        Column("line", pl.String, "The line as it stands in one of the documents"),
        Column("folded", pl.String, "The line as it is compared: blind to spelling"),
        Column("edge", pl.String, "Where it stands", allowed=("head", "tail")),
        Column(
            "kind",
            pl.String,
            "What it looks like",
            allowed=("navigation", "share", "related", "trailer", "byline", "tags", "promotion"),
        ),
        Column("n_documents", pl.Int64, "Documents of the outlet that hold it", low=0),
        Column("n_at_edge", pl.Int64, "Of these, those that hold it at that edge", low=0),
        Column("n_of", pl.Int64, "Documents of the outlet", low=0),
        Column("share", pl.Float64, "n_documents of n_of", low=0, high=1),
        Column("in_force", pl.Boolean, "False: it was learned before and recurs no more"),
    ),
)
