"""What a table is: columns with type, meaning and rules, declared once.

Every other form (polars schema, Arrow schema, DuckDB DDL with comments, contract checks, reference pages) is
derived from these declarations. No table is declared here: see `warehouse.tables`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import polars as pl

DType: TypeAlias = pl.DataType | type[pl.DataType]

TIMESTAMP = pl.Datetime("us", "UTC")
"""An instant, in UTC; columns that end in `_at`."""


class ContractError(ValueError):
    """A frame does not have the shape its table promises. The stage that made it is at fault, never the data."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `description` is what a person reads in a database tool, so it says units and meaning."""

    name: str
    dtype: DType
    description: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` is unique together; `schema` is where the catalogue keeps it.

    schema `history`: rows of a document's revisions, shown in `main` through a view of the current ones.
    schema `ops`: the plumbing. schema `lake`: Parquet only; the catalogue shows a view over the files.
    schema `main`: a list that analysts read as it is.
    `replaces`: a publication that brings rows of it brings all of them, and the older ones count no more.
    `rows_a_group`: rows of a row group of its files, for tables of which few large rows are read at a time.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    schema: str = "history"
    rows_a_group: int | None = None
    replaces: bool = False

    @property
    def per_document(self) -> bool:
        """True where a row belongs to one revision of one document, so that `current_revisions` decides if it shows."""
        return {"doc_id", "revision", "batch_id"} <= set(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)

    def polars_schema(self) -> pl.Schema:
        """The schema that frames of this table have at a stage's door."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def only(self, *names: str) -> "Table":
        """Some of its columns: what a stage reads of it."""
        return replace(self, columns=tuple(column for column in self.columns if column.name in names))

    def empty(self) -> pl.DataFrame:
        """A frame with the right columns and no rows."""
        return pl.DataFrame(schema=self.polars_schema())


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Give `frame` exactly the columns of `table`, in order and type, filling absent nullable columns with null.

    Raises ContractError where a column is unknown, a required one is missing, or a value does not fit its type.
    """
    unknown = set(frame.columns) - set(table.names)
    if unknown:
        raise ContractError(f"{table.name}: unknown columns {sorted(unknown)}")
    missing = [c.name for c in table.columns if c.name not in frame.columns and not c.nullable]
    if missing:
        raise ContractError(f"{table.name}: missing columns {missing}")
    present = set(frame.columns)
    try:
        return frame.select(
            (pl.col(c.name) if c.name in present else pl.lit(None)).cast(c.dtype).alias(c.name) for c in table.columns
        )
    except pl.exceptions.PolarsError as error:
        raise ContractError(f"{table.name}: {error}") from error


DOC_ID = Column("doc_id", pl.String, "Document id: hash of the canonical URL, else of source and source_record_id")
REVISION = Column("revision", pl.String, "Which content of the document: the beginning of its content hash")
BATCH_ID = Column("batch_id", pl.String, "Batch that wrote the row; see ops.batches")
PASSAGE_NO = Column(
    "passage_no", pl.Int32, "Passage the row speaks of, see passages; null: the whole document", nullable=True, low=0
)


def per_document(*columns: Column) -> tuple[Column, ...]:
    """The columns of a table whose rows belong to one revision of one document."""
    return (DOC_ID, REVISION, BATCH_ID, *columns)


def span(what: str, nullable: bool = True) -> tuple[Column, Column]:
    """Start and end of `what` in `documents.text`."""
    return (
        Column(
            "start_char",
            pl.Int64,
            f"First character of {what} in documents.text, counted in code points from 0; null where it does not stand there",
            nullable=nullable,
            low=0,
        ),
        Column("end_char", pl.Int64, f"Character after {what} in documents.text", nullable=nullable, low=0),
    )


def by_name(tables: Iterable[Table]) -> dict[str, Table]:
    """Tables by their names; raises ContractError where two have one name."""
    found: dict[str, Table] = {}
    for table in tables:
        if table.name in found:
            raise ContractError(f"two tables are named {table.name}")
        found[table.name] = table
    return found
