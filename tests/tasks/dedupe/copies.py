"""Invented articles, copies of them, and a warehouse that remembers batches as the published one does."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import polars as pl

from tasks.dedupe import DedupeParameters, dedupe, sign
from tasks.dedupe.stage import History
from warehouse.tables import CURRENT_REVISIONS, DOCUMENT_LINKS, MEMBERSHIPS, SIGNATURES

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
            "fetched_at": [NOON + timedelta(hours=int(revision[1:]))] * len(ids),
            "content_hash": [f"{revision} {name}" for name in ids],
        },
        schema_overrides={
            "edits": pl.List(pl.String), "flags": pl.List(pl.String), "text": pl.String, "doc_id": pl.String, "revision": pl.String, "content_hash": pl.String,
            "published_at": pl.Datetime("us", "UTC"), "first_seen_at": pl.Datetime("us", "UTC"), "fetched_at": pl.Datetime("us", "UTC"),
        },
    )  # fmt: skip


Tables = dict[str, pl.DataFrame]


@dataclass
class Warehouse:
    """Batches published one after the other; each is compared with those before it."""

    parameters: DedupeParameters = field(default_factory=DedupeParameters)
    batches: list[Tables] = field(default_factory=list)

    def publish(self, batch: pl.DataFrame) -> Tables:
        """Sign and dedupe a batch of `documents` against what is published, and publish it."""
        seq = len(self.batches) + 1
        signed = sign(batch.with_columns(batch_id=pl.lit(f"b{seq}")), self.parameters)
        keys = batch.select("doc_id", "revision", "fetched_at", "content_hash")
        tables = dedupe(keys, signed, self.history(), batch_id=f"b{seq}", batch_seq=seq, parameters=self.parameters)
        self.batches.append(tables)
        return tables

    def history(self) -> History:
        """The published state as the lake gives it."""
        return History(
            signatures=self._all("signatures", SIGNATURES.empty()).lazy(),
            links=self._links().lazy(),
            current=_newest(self._all("current_revisions", CURRENT_REVISIONS.empty())).lazy(),
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

    def _links(self) -> pl.DataFrame:
        frames = [
            tables["document_links"].with_columns(batch_seq=pl.lit(seq, pl.Int64))
            for seq, tables in enumerate(self.batches, 1)
        ]
        empty = DOCUMENT_LINKS.empty().with_columns(batch_seq=pl.lit(0, pl.Int64))
        return pl.concat([empty, *frames])

    def _all(self, name: str, empty: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([empty, *(tables[name] for tables in self.batches)])


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
