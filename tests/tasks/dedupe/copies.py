"""Invented articles, copies of them, and a warehouse that remembers batches as the published one does."""

import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from tasks.dedupe import Comparison, DedupeParameters, History, sign_shard
from tasks.dedupe.steps import find_candidates, group_copies, settle_current, verify_pairs
from tasks.shards import Put, ShardReport, do_shard, read
from warehouse.lake import TableFiles
from warehouse.tables import CURRENT_REVISIONS, MEMBERSHIPS, SIGNATURES

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

_WORDS = {
    "ar": "المدينة النهر الحديقة الجسر المدرسة القطار الميناء السوق الجبل الوادي القرية المكتبة الطريق المطر الصيف الخريف الأهالي الطلاب العمال الصيادون "
    "أعلنت افتتحت زارت رممت جمعت كتبت وزعت شاهدت انتظرت صدقت الجديدة القديمة الصغيرة الكبيرة الشرقية الغربية أمس اليوم غدا صباحا مساء مرة مرتين "
    "أن التي على من إلى في عن بعد قبل حتى دفتر شباك قارب تفاح رمان خبز ملح زيت حجر خشب صوت ضوء باب جدار سقف كرسي طاولة رسالة صحيفة إذاعة",
    "fa": "شهر رود باغ پل مدرسه قطار بندر بازار کوه دره روستا کتابخانه جاده باران تابستان پاییز مردم دانشجویان کارگران ماهیگیران گفت کرد رفت ساخت "
    "نوشت دید خواند شنید تازه قدیمی کوچک بزرگ شرقی غربی دیروز امروز فردا صبح شب یک دو که از به با برای تا پس پیش دفتر پنجره قایق سیب انار نان نمک "
    "روغن سنگ چوب صدا نور در دیوار سقف صندلی میز نامه روزنامه رادیو می\u200cشود می\u200cخواهد آن\u200cها خانه\u200cای",
}


def article(seed: int, *, language: str = "ar", n_sentences: int = 12) -> list[str]:
    """Sentences that no article of another `seed` shares."""
    chance = random.Random(f"{seed} {language}")
    words = _WORDS[language].split()
    return [" ".join(chance.choices(words, k=chance.randint(9, 16))) + "." for _ in range(n_sentences)]


def text_of(sentences: Sequence[str]) -> str:
    """Two sentences a paragraph."""
    return "\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))


def respelled(text: str) -> str:
    """The same words as other keyboards and outlets write them: letters, joiners, spaces and punctuation."""
    letters = {"ي": "ى", "ة": "ه", "أ": "ا", "إ": "ا", "ی": "ي", "ک": "ك", "\u200c": "", ".": " !", "ر": "رـ"}
    return "".join(letters.get(char, char) for char in text)


def without(text: str, share: float, seed: int = 0) -> str:
    """`text` with about this share of its words replaced."""
    chance = random.Random(seed)
    return " ".join("بديل" if chance.random() < share else word for word in text.split())


def documents(
    texts: dict[str, str],
    *,
    published: dict[str, datetime | None] | None = None,
    flags: dict[str, list[str]] | None = None,
    revision: str = "r1",
) -> pl.DataFrame:
    """A frame of documents, by id; as many columns as dedupe reads. A later dict order is no later time."""
    ids = list(texts)
    return pl.DataFrame(
        {
            "doc_id": ids,
            "revision": [revision] * len(ids),
            "text": list(texts.values()),
            "edits": [[]] * len(ids),
            "flags": [(flags or {}).get(name, []) for name in ids],
            "published_at": [(published or {}).get(name, NOON) for name in ids],
            "first_seen_at": [NOON] * len(ids),
            "n_findings": [len((flags or {}).get(name, [])) for name in ids],
            "fetched_at": [NOON + timedelta(hours=int(revision[1:]))] * len(ids),
            "content_hash": [f"{revision} {name}" for name in ids],
        },
        schema_overrides={
            "edits": pl.List(pl.String), "flags": pl.List(pl.String), "text": pl.String, "doc_id": pl.String, "revision": pl.String, "content_hash": pl.String,
            "published_at": pl.Datetime("us", "UTC"), "first_seen_at": pl.Datetime("us", "UTC"), "fetched_at": pl.Datetime("us", "UTC"),
        },
    )  # fmt: skip


Tables = dict[str, pl.DataFrame]


_OUTPUTS = ("current_revisions", "memberships")


@dataclass
class Warehouse:
    """Batches published one after the other; each is compared with those before it.

    A batch is cut into `n_shards`, which meet in `n_partitions`. `n_copies`: of the last batch, documents that another stands for.
    """

    parameters: DedupeParameters = field(default_factory=DedupeParameters)
    batches: list[Tables] = field(default_factory=list)
    texts: dict[tuple[str, str, str], str] = field(default_factory=dict)
    n_shards: int = 1
    n_partitions: int = 1
    n_copies: int = 0

    def publish(self, batch: pl.DataFrame, gone: pl.DataFrame | None = None) -> Tables:
        """Sign and compare a batch of `documents` with what is published, and publish it."""
        with tempfile.TemporaryDirectory() as folder:
            tables = self._compared(batch, gone, Path(folder))
        self.batches.append(tables)
        return tables

    def _compared(self, batch: pl.DataFrame, gone: pl.DataFrame | None, folder: Path) -> Tables:
        seq = len(self.batches) + 1
        batch = batch.with_columns(batch_id=pl.lit(f"b{seq}"))
        signed = tuple(folder / f"shard-{n}" for n in range(self.n_shards))
        for n, place in enumerate(signed):
            _do(place, partial(sign_shard, batch[n :: self.n_shards], self.n_partitions, self.parameters))
        self.texts |= {(f"b{seq}", *key): text for *key, text in batch.select("doc_id", "revision", "text").iter_rows()}
        compared = Comparison(
            f"b{seq}", seq, signed, self.n_partitions, folder, self.history(), self._texts_of, self.parameters
        )
        _do(compared.at("current"), partial(settle_current, compared, gone))
        for n in range(self.n_partitions):
            _do(compared.at("candidates", n), partial(find_candidates, compared, n))
        for n in range(self.n_partitions):
            _do(compared.at("links", n), partial(verify_pairs, compared, n))
        self.n_copies = _do(compared.at("groups"), partial(group_copies, compared)).figures["n_copies"]
        tables = {name: read(compared.at("groups"), name) for name in _OUTPUTS}
        links = [read(compared.at("links", n), "document_links") for n in range(self.n_partitions)]
        tables["document_links"] = pl.concat(links)
        return tables | {
            "signatures": pl.concat([SIGNATURES.empty(), *(read(place, "signatures") for place in signed)])
        }

    def _texts_of(self, wanted: pl.DataFrame) -> pl.DataFrame:
        keys = wanted.select("batch_id", "doc_id", "revision").rows()
        rows = [(key[1], self.texts[key]) for key in keys]
        return pl.DataFrame(rows, schema={"doc_id": pl.String, "text": pl.String}, orient="row")

    def history(self) -> History:
        """The published state as the lake gives it."""
        signatures = [tables["signatures"] for tables in self.batches]
        return History(
            signatures=TableFiles(
                pl.concat([SIGNATURES.empty(), *signatures]).lazy(),
                tuple(rows.lazy() for rows in signatures),
                tuple(rows.height for rows in signatures),
            ),
            current=self._all("current_revisions", CURRENT_REVISIONS.empty()).lazy(),
            memberships=self._all("memberships", MEMBERSHIPS.empty()).lazy(),
        )

    def groups(self) -> dict[str, tuple[str, str]]:
        """Document to its group and the copy that stands for it."""
        newest = _newest(self._all("memberships", MEMBERSHIPS.empty())).drop_nulls("cluster_id")
        rows = newest.select("doc_id", "cluster_id", "canonical_id")
        return {doc: (cluster, canonical) for doc, cluster, canonical in rows.iter_rows()}

    def partition(self) -> set[frozenset[str]]:
        """Which documents are together."""
        together: dict[str, set[str]] = {}
        for doc, (cluster, _) in self.groups().items():
            together.setdefault(cluster, set()).add(doc)
        return {frozenset(members) for members in together.values()}

    def _all(self, name: str, empty: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([empty, *(tables[name] for tables in self.batches)])


def _do(folder: Path, work: Callable[[Put], Mapping[str, Any]]) -> ShardReport:
    return do_shard(folder, "1", work)


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort("batch_seq").unique("doc_id", keep="last", maintain_order=True)


def relations(links: pl.DataFrame) -> dict[tuple[str, str], str]:
    """Pair of ids to their relation, the smaller id first."""
    return {
        (min(a, b), max(a, b)): relation
        for a, b, relation in links.select("doc_id", "other_doc_id", "relation").iter_rows()
    }


def compare(texts: Iterable[str]) -> dict[tuple[str, str], str]:
    """How texts are related, named a, b, c …"""
    return relations(
        Warehouse().publish(documents({chr(ord("a") + n): text for n, text in enumerate(texts)}))["document_links"]
    )
