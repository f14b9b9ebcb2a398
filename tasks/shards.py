"""Shards: the unit of work that is done once. A shard's folder is made beside its place and put there whole, so it is done or not there.

Two processes may do the same shard at once, where one was taken for dead: both make the same, and one of them is kept.
"""

import errno
import json
import os
import platform
import shutil
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.files import write_frame, write_text
from warehouse.tables import TABLES

MAKING = "~"
"""Between the name of a shard's folder and what tells those apart who are making it."""

Put = Callable[[str, pl.DataFrame], None]
"""Writes one output of a shard under its name; what is put need not be kept in memory."""


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What a finished shard made: rows by output name, the stage's own figures, what it cost, and the `process` that did it."""

    version: str
    rows: dict[str, int]
    figures: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0
    cpu_seconds: float = 0
    reused: bool = False
    process: str = ""


def this_process() -> str:
    """A name of this process that no other has, on this machine or another."""
    return f"{platform.node()}:{os.getpid()}"


def finished(folder: Path, version: str) -> ShardReport | None:
    """The report of the shard in `folder`, where it was finished under this `version`."""
    path = folder / "report.json"
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return ShardReport(**found | {"reused": True}) if found.get("version") == version else None


def do_shard(folder: Path, version: str, work: Callable[[Put], Mapping[str, Any]]) -> ShardReport:
    """Do the `work` of a shard, unless it was done under this `version`; its outputs lie in `folder`, one Parquet file a name.

    `work` puts its outputs as it makes them and returns its figures, which must be fit for JSON.
    """
    done = finished(folder, version)
    if done:
        return done
    making = folder.with_name(f"{folder.name}{MAKING}{uuid.uuid4().hex[:12]}")
    started, cpu = time.perf_counter(), time.process_time()
    rows: dict[str, int] = {}

    def put(name: str, frame: pl.DataFrame) -> None:
        table = TABLES.get(name)
        write_frame(making / f"{name}.parquet", frame, table.rows_a_group if table else None)
        rows[name] = frame.height

    try:
        figures = dict(work(put))
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    report = ShardReport(
        version, rows, figures, time.perf_counter() - started, time.process_time() - cpu, process=this_process()
    )
    write_text(making / "report.json", json.dumps(asdict(report), ensure_ascii=False))
    return _put_in_place(making, folder, version) or report


def _put_in_place(making: Path, folder: Path, version: str) -> ShardReport | None:
    """Rename `making` to `folder`, in the place of what was done under another version; the report of another process that was first."""
    while True:
        try:
            making.rename(folder)
            return None
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        if done := finished(folder, version):
            shutil.rmtree(making, ignore_errors=True)
            return done
        shutil.rmtree(folder, ignore_errors=True)


def read(folder: Path, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """One output of a finished shard, or some of its columns."""
    return pl.read_parquet(folder / f"{name}.parquet", columns=list(columns) if columns else None, memory_map=False)
