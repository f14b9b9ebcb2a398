"""Invented quotes, and a press archive that remembers batches of them as the published one does."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tasks.quote_groups import Grouping, GroupParameters, StatementHistory, group_statements, sign_quotes
from tasks.quote_groups.sign import QUOTE
from tasks.shards import do_shard, read
from warehouse.tables import QUOTE_GROUPS, QUOTE_SIGNATURES

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """A quote in few words; `day`: days after the first, None where it is not known."""

    document: str
    text: str
    speaker: str | None = "odalys"
    number: int = 1
    revision: str = "r1"
    day: int | None = 0
    name: str | None = None


def rows(quotes: Sequence[Said], batch: str) -> pl.DataFrame:
    """The quotes as signing asks for them."""
    found = [
        (q.document, q.revision, batch, q.number, q.text, q.speaker, q.name, None if q.day is None else NOON + timedelta(days=q.day))
        for q in quotes
    ]  # fmt: skip
    schema = {
        "doc_id": pl.String, "revision": pl.String, "batch_id": pl.String, "quote_no": pl.Int32, "quote_text": pl.String,
        "speaker_id": pl.String, "speaker_name": pl.String, "published_at": pl.Datetime("us", "UTC"),
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")


@dataclass
class Archive:
    """Batches published one after the other; each is cut into `n_shards` and grouped in `n_partitions`."""

    parameters: GroupParameters = field(default_factory=GroupParameters)
    n_shards: int = 1
    n_partitions: int = 1
    quotes: list[pl.DataFrame] = field(default_factory=list)
    signatures: pl.DataFrame = field(default_factory=QUOTE_SIGNATURES.empty)
    groups: pl.DataFrame = field(default_factory=QUOTE_GROUPS.empty)

    def publish(self, *quotes: Said) -> pl.DataFrame:
        """Group a batch with what is published, and publish it; returns its rows of quote_groups."""
        batch = rows(quotes, f"b{len(self.quotes) + 1}")
        self.quotes.append(batch)
        signed = [sign_quotes(batch[n :: self.n_shards], self.parameters) for n in range(self.n_shards)]
        made = self._grouped(signed, anew=False)
        self.signatures = pl.concat([self.signatures, *signed])
        return made

    def group_anew(self, parameters: GroupParameters) -> pl.DataFrame:
        """Sign all that is published again, by other parameters, with a batch of nothing."""
        self.parameters = parameters
        signed = [sign_quotes(batch, parameters) for batch in self.quotes]
        self.quotes.append(self.quotes[0].clear())
        made = self._grouped(signed, anew=True)
        self.signatures = pl.concat(signed)
        return made

    def _grouped(self, signed: Sequence[pl.DataFrame], *, anew: bool) -> pl.DataFrame:
        history = StatementHistory(self.signatures.lazy(), self.groups.lazy())
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            paths = [folder / f"signed-{n}.parquet" for n in range(len(signed))]
            for path, frame in zip(paths, signed, strict=True):
                frame.write_parquet(path)
            grouping = Grouping(len(self.quotes), paths, self.n_partitions, history, anew, self.parameters)
            for n in range(self.n_partitions):
                do_shard(folder / f"groups-{n}", "1", lambda put, n=n: group_statements(grouping, n, put))  # type: ignore[misc]
            made = pl.concat([read(folder / f"groups-{n}", "quote_groups") for n in range(self.n_partitions)])
        self.groups = pl.concat([self.groups, made])
        return made

    def group_of(self) -> dict[str, str]:
        """Each quote (document, with its number where it has several) to the id of its group as it stands now."""
        newest = self.groups.sort("batch_seq").unique(QUOTE, keep="last").sort("batch_id")
        return {f"{doc}" if no == 1 else f"{doc}/{no}": group for doc, no, group in newest.select("doc_id", "quote_no", "quote_group_id").iter_rows()}  # fmt: skip

    def partition(self) -> set[frozenset[str]]:
        """Which quotes are one statement; those that stand alone are left out."""
        together: dict[str, set[str]] = {}
        for quote, group in self.group_of().items():
            together.setdefault(group, set()).add(quote)
        return {frozenset(quotes) for quotes in together.values() if len(quotes) > 1}


def one_statement(*quotes: Said) -> bool:
    """Whether these quotes, in one batch, are one statement."""
    archive = Archive()
    archive.publish(*quotes)
    return len(set(archive.group_of().values())) == 1
