"""Few rows looked up among many: the right ones, and no more read than must be."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe.lookup import BLOCK, ROW, matching, rows_of
from tasks.shards import do_shard
from warehouse.lake import TableFiles
from warehouse.tables import SIGNATURES

SMALL = st.integers(0, 30)
N_FILES, N_ROWS = 3, 10 * BLOCK


@given(st.lists(st.tuples(SMALL, st.none() | st.lists(SMALL, max_size=5)), max_size=12), st.sets(SMALL, max_size=8))
def test_matching_finds_each_key_with_its_row(rows: list[tuple[int, list[int] | None]], wanted: set[int]) -> None:
    """Plain columns and lists, null and empty ones among them, give what looking at each value gives."""
    frame = pl.DataFrame(
        {"name": range(len(rows)), "whole": [row[0] for row in rows], "parts": [row[1] for row in rows]},
        schema={"name": pl.Int64, "whole": pl.UInt64, "parts": pl.List(pl.UInt32)},
    )
    found = matching(frame.lazy(), ["whole", "parts"], np.array(sorted(wanted), dtype=np.uint64), ["name"])
    each = [(key, name) for name, (whole, parts) in enumerate(rows) for key in [whole, *(parts or [])]]
    assert sorted(found.rows()) == sorted(pair for pair in each if pair[0] in wanted)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files of rows that are named by their numbers, in row groups as signatures have them."""
    folder = tmp_path_factory.mktemp("lake")
    for number in range(N_FILES):
        names = [f"{number}-{row}" for row in range(N_ROWS)]
        frame = pl.DataFrame({"doc_id": names, "revision": "r", "batch_id": f"b{number}"})
        shingles = pl.concat_list(pl.int_range(pl.len(), dtype=pl.UInt32), pl.lit(number, dtype=pl.UInt32))
        made = frame.with_columns(shingles=shingles).lazy()
        made.sink_parquet(folder / f"{number}.parquet", row_group_size=BLOCK)
    return sorted(folder.glob("*.parquet"))


def table(files: list[Path]) -> TableFiles:
    """The files as the lake gives them."""
    return TableFiles(pl.scan_parquet(files), tuple(pl.scan_parquet(path) for path in files), (N_ROWS,) * len(files))


@pytest.mark.parametrize("step", [1, 7, N_ROWS // 2 + 1, N_FILES * N_ROWS])
def test_the_rows_that_are_asked_for_come(files: list[Path], step: int) -> None:
    """Of all files, many rows or few, each once; a row of another revision does not."""
    lake = table(files)
    wanted = lake.rows.select(ROW).collect().gather_every(step)
    strangers = wanted.with_columns(revision=pl.lit("other"))
    found = rows_of(lake, pl.concat([wanted, wanted, strangers]), ["shingles"])
    assert found.select(ROW).rows() == wanted.rows()
    numbers = [tuple(map(int, name.split("-"))) for name in wanted["doc_id"]]
    assert found["shingles"].to_list() == [[row, file] for file, row in numbers]


def test_no_row_is_asked_for(files: list[Path]) -> None:
    """Nothing wanted is nothing read, in the columns that were asked for; so it is where no file is."""
    none = table(files).rows.select(ROW).head(0).collect()
    assert rows_of(table(files), none, ["shingles"]).schema == {
        **dict.fromkeys(ROW, pl.String),
        "shingles": pl.List(pl.UInt32),
    }
    nowhere = TableFiles(SIGNATURES.empty().lazy(), (), ())
    assert rows_of(nowhere, none.clear(), ["n_words"]).columns == [*ROW, "n_words"]


def test_only_blocks_that_hold_a_row_are_read(files: list[Path], tmp_path: Path) -> None:
    """What is spoiled in every other block does not matter."""
    spoiled, asked = tmp_path / "spoiled.parquet", 4
    content = bytearray(files[0].read_bytes())
    metadata = pq.read_metadata(files[0])
    for group in (number for number in range(metadata.num_row_groups) if number != asked):
        chunk = metadata.row_group(group).column(3)
        begin = min(filter(None, (chunk.dictionary_page_offset, chunk.data_page_offset)))
        content[begin : begin + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    spoiled.write_bytes(content)
    wanted = pl.DataFrame({"doc_id": [f"0-{asked * BLOCK + 5}"], "revision": "r", "batch_id": "b0"})
    assert rows_of(table([spoiled]), wanted, ["shingles"])["shingles"].to_list() == [[asked * BLOCK + 5, 0]]
    with pytest.raises(pl.exceptions.PolarsError):
        pl.read_parquet(spoiled)


def test_signatures_are_put_in_blocks(tmp_path: Path) -> None:
    """A shard's signatures lie in row groups of a block, so that few of them can be read."""
    ids = {name: [str(row) for row in range(2 * BLOCK + 1)] for name in ROW}
    rows = pl.DataFrame(ids).select(
        pl.lit(None, dtype=dtype).alias(name) if name not in ids else pl.col(name)
        for name, dtype in SIGNATURES.polars_schema().items()
    )

    def work(put):  # type: ignore[no-untyped-def]
        put("signatures", rows)
        return {}

    do_shard(tmp_path, "v", work)
    metadata = pq.read_metadata(tmp_path / "signatures.parquet")
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [BLOCK, BLOCK, 1]
