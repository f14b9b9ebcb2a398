"""Reading published records again, shard by shard, and keeping those that the present rules clean otherwise, and those
from which older rules have extracted: extraction is not tried here, since it costs more than doing it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tasks.batch import Batch
from tasks.clean import clean
from tasks.ingest import stage
from tasks.reprocess.published import COMPARED, KEY, ROW, Published, digests
from tasks.selection import EVERYTHING
from tasks.shards import Put, ShardReport, do_shard, finished, read
from tasks.versions import extract_version, stage_version
from warehouse.contract import conform
from warehouse.tables import QUARANTINE, RAW_DOCUMENTS

PLAN = "plan"
OTHERWISE = "otherwise"
_PIECE = "0000"


def plan(batch: Batch, published: Published) -> ShardReport:
    """Write `keys`: the chosen documents with where their raw rows lie, their shard, digests of what is published, and whether it is `outdated`: extracted by other rules.

    Figures: units (names of the shards), n_records, n_bytes, files. Bodies are read for their length alone.
    """

    def work(put: Put) -> Mapping[str, Any]:
        selection = batch.selection or EVERYTHING
        standing = published.documents.join(published.standing(), on=ROW, how="semi")
        chosen = selection.of(standing, published.findings).select(*ROW, "first_seen_at").collect(engine="streaming")
        placed = _located(published.raw, chosen)
        size = pl.col("n_bytes")
        placed = placed.with_columns(
            unit=((size.cum_sum() - size) // stage.shard_bytes(batch)).cast(pl.String).str.zfill(5)
        )
        placed = placed.with_columns(outdated=~pl.col("batch_id").is_in(list(published.extracted_so)))
        put("keys", placed.join(digests(published.tables(), placed.lazy()), on=KEY, how="left", maintain_order="left"))
        return {
            "units": placed["unit"].unique(maintain_order=True).to_list(),
            "n_records": placed.height,
            "n_bytes": int(placed["n_bytes"].sum()),
            "files": [str(path.absolute()) for path in published.raw],
        }

    return do_shard(batch.folder / PLAN, _version(batch), work)


def _version(batch: Batch) -> str:
    return stage_version("reprocess", f"{batch.id} {pl.__version__} {extract_version()}")


def _located(files: Sequence[Path], chosen: pl.DataFrame) -> pl.DataFrame:
    """`chosen` with file (number), row in it and n_bytes of the body, in the order of the files."""
    schema = {"file": pl.Int64, "row": pl.Int64, "n_bytes": pl.Int64}
    found = [chosen.clear().with_columns(pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.items())]
    for number, path in enumerate(files):
        sizes = pl.scan_parquet(path).select(*KEY, n_bytes=pl.col("body").str.len_bytes().cast(pl.Int64))
        rows = sizes.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64), file=pl.lit(number, pl.Int64))
        mine = chosen.lazy().join(rows, on=KEY, how="inner").collect(engine="streaming")
        found.append(mine.select(found[0].columns))
    return pl.concat(found).sort("file", "row").unique(KEY, keep="first", maintain_order=True)


def planned(batch: Batch) -> ShardReport:
    """The plan's report. Raises RuntimeError where it was not made by this code: it is the first thing to do."""
    report = finished(batch.folder / PLAN, _version(batch))
    if report is None:
        raise RuntimeError(f"batch {batch.id} has no plan")
    return report


def planned_units(batch: Batch) -> list[str]:
    """The shards of the plan."""
    return list(planned(batch).figures["units"])


def plan_keys(batch: Batch) -> pl.DataFrame:
    """The plan's documents."""
    return read(batch.folder / PLAN, "keys")


def reread_unit(batch: Batch, unit: str) -> ShardReport:
    """Clean the records of a shard, and put those of which anything comes out otherwise than published, and the outdated ones.

    Also put: `otherwise`, KEY of the former. Figures: pieces, n_records, n_changed, n_outdated (of those that go on, whose
    text stays as it is), and rules: how often each stands in the new findings of what comes out otherwise.
    """

    def work(put: Put) -> Mapping[str, Any]:
        keys = plan_keys(batch).filter(pl.col("unit") == unit)
        raw = _records([Path(path) for path in planned(batch).figures["files"]], keys)
        raw = conform(raw.with_columns(batch_id=pl.lit(batch.id)), RAW_DOCUMENTS)
        cleaned = clean(raw, now=batch.now, options=batch.clean, learned=batch.recurring_lines)
        made = {name: getattr(cleaned, name) for name in COMPARED}
        anew = digests({name: frame.lazy() for name, frame in made.items()}, raw.select(ROW).lazy())
        same = keys.join(anew, on=[*KEY, *COMPARED], how="semi", nulls_equal=True)
        otherwise = raw.select(KEY).join(same, on=KEY, how="anti", maintain_order="left")
        changed = raw.join(same.filter(~pl.col("outdated")), on=KEY, how="anti", maintain_order="left")
        put("quarantine", QUARANTINE.empty())
        put(OTHERWISE, otherwise)
        if changed.height:
            put(_PIECE, changed)
        rules = made["findings"].join(otherwise, on=KEY, how="semi").group_by("rule").len().sort("rule")
        return {
            "pieces": [_PIECE] if changed.height else [],
            "n_records": keys.height,
            "n_changed": changed.height,
            "n_outdated": changed.height - otherwise.height,
            "rules": dict(rules.iter_rows()),
        }

    return do_shard(batch.folder / "ingest" / unit, _version(batch), work)


def cleaned_otherwise(batch: Batch) -> pl.DataFrame:
    """KEY of the documents that the present rules clean otherwise. All shards must be done."""
    found = [read(batch.folder / "ingest" / unit, OTHERWISE) for unit in planned_units(batch)]
    return pl.concat([RAW_DOCUMENTS.empty().select(KEY), *found])


def _records(files: Sequence[Path], keys: pl.DataFrame) -> pl.DataFrame:
    """The raw rows of `keys`, in their order: of each file the stretch that holds them."""
    found = [RAW_DOCUMENTS.empty()]
    for (number,), rows in keys.group_by("file", maintain_order=True):
        first, last = int(str(rows["row"].min())), int(str(rows["row"].max()))
        scanned = pl.scan_parquet(
            files[int(str(number))],
            schema=RAW_DOCUMENTS.polars_schema(),
            missing_columns="insert",
            extra_columns="ignore",
        )
        stretch = scanned.slice(first, last - first + 1).collect()
        found.append(stretch[(rows["row"] - first).to_list()])
    return pl.concat(found)


def settle_reread(batch: Batch, units: Sequence[str]) -> ShardReport:
    """Write `keep`, all rows of all shards: what goes on was settled while reading. Nothing is set aside yet."""
    schema = {"unit": pl.String, "piece": pl.String, "row": pl.UInt32}

    def work(put: Put) -> Mapping[str, Any]:
        frames = [pl.DataFrame(schema=schema)]
        for unit in units:
            path = batch.folder / "ingest" / unit / f"{_PIECE}.parquet"
            if path.exists():
                rows = pl.scan_parquet(path).select("doc_id").with_row_index("row").collect()
                frames.append(rows.select(unit=pl.lit(unit), piece=pl.lit(_PIECE), row=pl.col("row").cast(pl.UInt32)))
        put("keep", pl.concat(frames))
        put("quarantine", QUARANTINE.empty())
        return {}

    return do_shard(batch.folder / "settle", _version(batch), work)


def keep_first_seen(batch: Batch, documents: pl.DataFrame) -> pl.DataFrame:
    """`documents` with the time at which each was first taken in, not the time of this batch."""
    seen = read(batch.folder / PLAN, "keys", [*KEY, "first_seen_at"])
    joined = documents.drop("first_seen_at").join(seen, on=KEY, how="left", maintain_order="left")
    return joined.select(documents.columns)
