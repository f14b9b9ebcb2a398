"""Which published documents are signed again, and what their new signatures are."""

from functools import partial
from pathlib import Path

import polars as pl
import pytest
from copies import Warehouse, article, documents, text_of

from tasks.dedupe import DedupeParameters, rebuild, sign
from tasks.dedupe.lookup import ROW
from tasks.dedupe.rebuild import is_outdated, plan_rebuild, sign_again
from tasks.shards import do_shard, read
from warehouse.lake import TableFiles

OLD, NEW = DedupeParameters(), DedupeParameters(seed=5)
TEXTS = {name: text_of(article(seed)) for seed, name in enumerate("abcdef", start=20)}
FINDINGS = {"a": 2, "e": 1}


def lake(*batches: pl.DataFrame) -> TableFiles:
    """The published documents, a file a batch."""
    named = [rows.with_columns(batch_id=pl.lit(f"b{n}")) for n, rows in enumerate(batches, start=1)]
    return TableFiles(
        pl.concat(named).lazy(), tuple(rows.lazy() for rows in named), tuple(rows.height for rows in named)
    )


@pytest.fixture
def published() -> tuple[Warehouse, TableFiles]:
    """Six documents in two batches; b has a newer revision, and d was withdrawn."""
    first = documents({name: TEXTS[name] for name in "abcd"})
    second = pl.concat([documents({name: TEXTS[name] for name in "ef"}), documents({"b": TEXTS["b"]}, revision="r2")])
    warehouse = Warehouse(OLD)
    warehouse.publish(first)
    warehouse.publish(second, documents({"d": ""}).select("doc_id", "revision", "fetched_at", "content_hash"))
    return warehouse, lake(first, second)


def findings() -> pl.LazyFrame:
    """Rows of findings: two of a, one of e, and one of the old revision of b."""
    rows = [("a", "r1", "b1"), ("a", "r1", "b1"), ("e", "r1", "b2"), ("b", "r1", "b1")]
    return pl.LazyFrame(rows, schema=ROW, orient="row")


def test_all_that_is_current_is_signed_again(
    published: tuple[Warehouse, TableFiles], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither old revisions nor what was withdrawn; each row with its own batch and findings, as signing it now gives it."""
    monkeypatch.setattr(rebuild, "DOCUMENTS_A_UNIT", 2)
    warehouse, table = published
    history, plan = warehouse.history(), tmp_path / "plan"
    planned = do_shard(plan, "1", partial(plan_rebuild, history, table, findings(), NEW))
    made = []
    for unit in range(planned.figures["n_units"]):
        do_shard(tmp_path / str(unit), "1", partial(sign_again, table, plan, unit, 1, NEW))
        made.append(read(tmp_path / str(unit), "signatures"))
    keys = [("a", "r1", "b1"), ("c", "r1", "b1"), ("e", "r1", "b2"), ("f", "r1", "b2"), ("b", "r2", "b2")]
    assert (planned.figures, [rows.select(ROW).rows() for rows in made]) == (
        {"n_units": 4, "n_documents": 5},
        [keys[:1], keys[1:2], keys[2:4], keys[4:]],
    )
    whole = table.rows.collect().with_columns(n_findings=pl.col("doc_id").replace_strict(FINDINGS, default=0))
    wanted = pl.DataFrame(keys, schema=ROW, orient="row")
    assert pl.concat(made).equals(sign(wanted.join(whole, on=ROW, maintain_order="left"), NEW))


def test_signatures_of_today_are_left_alone(published: tuple[Warehouse, TableFiles], tmp_path: Path) -> None:
    """Nothing is planned where all signatures are of the parameters in force, nor where nothing is published."""
    warehouse, table = published
    nothing = {"n_units": 0, "n_documents": 0}
    for number, history in enumerate((warehouse.history(), Warehouse().history())):
        made = do_shard(tmp_path / str(number), "1", partial(plan_rebuild, history, table, findings(), OLD))
        assert (made.figures, made.rows) == (nothing, {"outdated": 0})


def test_documents_without_any_signature_are_outdated(published: tuple[Warehouse, TableFiles]) -> None:
    """A home from before there were signatures has none to compare with: that is no reason to find no copies."""
    warehouse, _ = published
    for tables in warehouse.batches:
        tables["signatures"] = tables["signatures"].clear()
    assert (is_outdated(warehouse.history(), OLD), is_outdated(Warehouse().history(), OLD)) == (True, False)
