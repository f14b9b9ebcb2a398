"""Signing published quotes, where their signatures were made otherwise than those of today, or never: an older home."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tasks.dedupe.lookup import ROW
from tasks.quote_groups.history import StatementHistory
from tasks.quote_groups.parameters import GroupParameters
from tasks.quote_groups.sign import SIGNED, sign_quotes
from tasks.shards import Put
from warehouse.lake import TableFiles

QUOTES_A_UNIT = 50_000


def plan_signing(quotes: TableFiles, history: StatementHistory, parameters: GroupParameters) -> Mapping[str, Any]:
    """Which published `quotes` must be signed: `units` of (file, first row), none where the published signatures can be compared."""
    made = history.versions()
    if made == [parameters.version] or not sum(quotes.heights):
        return {"units": []}
    heights = enumerate(quotes.heights)
    return {"units": [(file, first) for file, height in heights for first in range(0, height, QUOTES_A_UNIT)]}


def sign_published(
    quotes: TableFiles, documents: pl.LazyFrame, unit: tuple[int, int], parameters: GroupParameters, put: Put
) -> Mapping[str, Any]:
    """Put `quote_signatures` of one unit, by those tables of the lake; the rows keep the batch that published them."""
    file, first = unit
    rows = quotes.files[file].slice(first, QUOTES_A_UNIT).select(SIGNED).collect()
    dated = documents.select(*ROW, "published_at").join(rows.lazy().select(ROW).unique(), on=ROW, how="semi")
    rows = rows.join(dated.collect(engine="streaming"), on=ROW, how="left", maintain_order="left")
    put("quote_signatures", sign_quotes(rows, parameters))
    return {"n_quotes": rows.height}
