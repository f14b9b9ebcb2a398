"""Shards: done once, whole or not there, whoever else does the same."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.shards import Put, do_shard, finished, read, this_process


def _work(*numbers: int) -> Any:
    def work(put: Put) -> Mapping[str, Any]:
        put("numbers", pl.DataFrame({"n": numbers}))
        return {"n": len(numbers)}

    return work


def test_a_finished_shard_is_not_done_again(tmp_path: Path) -> None:
    """Under the same version the report is read and nothing is done; the report says which process did it."""
    folder = tmp_path / "clean" / "00000-0000"
    first, second = do_shard(folder, "v1", _work(1, 2)), do_shard(folder, "v1", _work(3))
    assert (first.reused, second.reused, first.process, second.process) == (False, True, *[this_process()] * 2)
    assert (read(folder, "numbers")["n"].to_list(), [path.name for path in folder.parent.iterdir()]) == (
        [1, 2],
        ["00000-0000"],
    )


def test_another_version_takes_the_place_whole(tmp_path: Path) -> None:
    """What an older version made and the newer does not make is gone."""
    folder = tmp_path / "shard"
    do_shard(folder, "v1", lambda put: put("old", pl.DataFrame({"n": [1]})) or {})
    do_shard(folder, "v2", _work(5))
    assert (sorted(path.name for path in folder.iterdir()), finished(folder, "v1")) == (
        ["numbers.parquet", "report.json"],
        None,
    )


def test_who_comes_second_takes_the_first_ones_work(tmp_path: Path) -> None:
    """Two that do a shard at once take no file from each other: the one that is first is kept, and both report it."""
    folder = tmp_path / "shard"
    inner = []

    def slow(put: Put) -> Mapping[str, Any]:
        put("numbers", pl.DataFrame({"n": [7]}))
        inner.append(do_shard(folder, "v1", _work(7)))  # another process, meanwhile
        return {"n": 1}

    outer = do_shard(folder, "v1", slow)
    assert (inner[0].reused, outer.reused, outer.figures, read(folder, "numbers")["n"].to_list()) == (
        False,
        True,
        {"n": 1},
        [7],
    )
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    """An error in the work leaves no folder behind, finished or half made."""

    def failing(put: Put) -> Mapping[str, Any]:
        put("numbers", pl.DataFrame({"n": [7]}))
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        do_shard(tmp_path / "shard", "v1", failing)
    assert list(tmp_path.iterdir()) == []
