"""Whole runs without Prefect: the flow's own sequence with the plain stages, on inputs of invented news."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from flows.run import RunOutcome, begin_reprocess, begin_run
from flows.sequence import Stages, plain_reprocess, plain_stages, run_stages
from tasks.selection import EVERYTHING, Selection
from warehouse.home import Home
from warehouse.lock import publisher_lock

BRIDGE = (
    "Workers in Lantern Bay opened the rope bridge on Tuesday after eleven months of repairs.",
    "The mayor, Odalys Fenn, said the bridge would carry two hundred walkers an hour.",
    "Ferries will keep sailing until the harvest is over, the harbour office added.",
)
ORCHARD = (
    "Growers in the valley of Perrin counted more plum trees this spring than in any year since the flood.",
    "A late frost spared the lower terraces, where most of the fruit is grown.",
    "The cooperative expects to press its first barrels in the second week of August.",
)
MUSEUM = (
    "أعلن متحف الرمال في مدينة الزهراء الجديدة افتتاح قاعة تضم مئة ساعة شمسية قديمة.",
    "وقالت مديرة المتحف سلمى الدرويش إن الزوار سيشاهدون الساعات وهي تعمل في ضوء النهار.",
    "وتستمر الزيارات المجانية حتى نهاية الشهر المقبل بحسب بيان المتحف.",
)
LIBRARY = (
    "کتابخانه شهر نیلوفر با ده هزار کتاب تازه پس از دو سال تعمیر دوباره باز شد.",
    "مدیر کتابخانه گفت بخش کودکان از هفته آینده هر روز تا شب باز خواهد بود.",
    "شهروندان می توانند کتاب های قدیمی خود را به این مرکز هدیه دهند.",
)


def text_of(lines: tuple[str, ...]) -> str:
    """An article as a text."""
    return "\n\n".join(lines)


def record(lines: tuple[str, ...], **fields: Any) -> dict[str, Any]:
    """An article as a record; its fetching has a time, so that runs at different times can be compared."""
    return {"title": f"About: {lines[0][:24]}", "text": text_of(lines), "fetched_at": "2021-02-03T04:05:06Z"} | fields


def write_jsonl(path: Path, *records: Mapping[str, Any] | str) -> str:
    """Records, or lines as they are, as a file; returns its path as it is typed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def write_text(path: Path, content: str | bytes) -> str:
    """A file with this content; returns its path as it is typed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def quiet(_stage: str, _done: int, _total: int) -> None:
    """A listener who does not care."""


PLAIN = plain_stages(lambda _: quiet)
REPROCESS = plain_reprocess(lambda _: quiet)


def drive(home: Home | Path, *inputs: str, stages: Stages = PLAIN, **options: Any) -> RunOutcome:
    """One run of `inputs`, as `khabar run` makes it. `options`: source, outlet, mapping."""
    place = home if isinstance(home, Home) else Home(home.absolute())
    settings = {"source": None, "outlet": None, "mapping": {}} | options
    with publisher_lock(place), begin_run(place, "", inputs, **settings) as run:
        return run_stages(run, stages)


def drive_reprocess(home: Home | Path, selection: Selection = EVERYTHING, stages: Stages = REPROCESS) -> RunOutcome:
    """What is published, cleaned anew as `khabar reprocess` does it."""
    place = home if isinstance(home, Home) else Home(home.absolute())
    with publisher_lock(place), begin_reprocess(place, "", selection) as run:
        return run_stages(run, stages)


def rows(home: Home | Path, sql: str) -> list[tuple[Any, ...]]:
    """The answer to a question, from the published file by a connection of its own."""
    place = home if isinstance(home, Home) else Home(home)
    with duckdb.connect(":memory:") as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH '{place.catalogue}' AS khabar (READ_ONLY)")
        con.execute("USE khabar")
        return con.sql(sql).fetchall()
