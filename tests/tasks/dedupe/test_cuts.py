"""The same partition of documents, however the input was ordered and cut into batches, shards and partitions."""

import random
from datetime import timedelta

import polars as pl
from copies import NOON, Warehouse, article, documents, respelled, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

A, B, C = (article(seed) for seed in (1, 2, 3))

FAMILIES = {
    f"{family}{n}": text
    for family, sentences in (("a", A), ("b", B), ("c", article(4, language="fa")))
    for n, text in enumerate(
        (text_of(sentences), respelled(text_of(sentences)), text_of(sentences[:10]), text_of(sentences[2:]))
    )
} | {"x": text_of(C), "y": text_of(article(5))}
TIMES = {name: NOON + timedelta(minutes=n) for n, name in enumerate(sorted(FAMILIES))}


def _published(order: list[str], cuts: int, n_shards: int = 1, n_partitions: int = 1) -> Warehouse:
    warehouse = Warehouse(n_shards=n_shards, n_partitions=n_partitions)
    size = -(-len(order) // cuts)
    for start in range(0, len(order), size):
        part = order[start : start + size]
        warehouse.publish(documents({name: FAMILIES[name] for name in part}, published=dict(TIMES)))
    return warehouse


@settings(max_examples=10)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
def test_order_and_cuts_decide_nothing(seed: int, cuts: int, n_shards: int, n_partitions: int) -> None:
    """Shuffled and cut into batches as may be, the same documents are together and the same copies stand for them."""
    order = sorted(FAMILIES)
    random.Random(seed).shuffle(order)
    warehouse = _published(order, cuts, n_shards, n_partitions)
    assert warehouse.partition() == {frozenset(f"{family}{n}" for n in range(4)) for family in "abc"}
    assert {doc: canonical for doc, (_, canonical) in warehouse.groups().items()} == {
        name: f"{name[0]}0" for name in FAMILIES if name not in "xy"
    }


def test_shuffled_documents_give_the_same_tables() -> None:
    """Within one batch the order of documents shows in no row of links and memberships."""
    order = sorted(FAMILIES)
    one, other = _published(order, 1).batches[0], _published(order[::-1], 1).batches[0]
    for name in ("document_links", "memberships"):
        assert one[name].sort(pl.all()).equals(other[name].sort(pl.all()))


def _newsroom() -> list[tuple[str, str, str]]:
    """(document, revision, text) of 46 stories with copies of all sorts, notices, round-ups, and texts that changed."""
    found: list[tuple[str, str, str]] = []
    for number in range(22):
        story = article(100 + number, language=("ar", "fa")[number % 2])
        copies = [story, story[:9], story[3:], [article(300 + number)[0], *story[1:]], [*story[6:], *story[:6]]]
        texts = [text_of(story), *(respelled(text_of(lines)) for lines in copies[: 1 + number % 5])]
        found += [(f"story{number:02d}-{n}", "r1", text) for n, text in enumerate(texts)]
        if number % 4 == 0:  # a copy that became another text, and one that became a copy
            found.append((f"story{number:02d}-1", "r2", text_of(article(500 + number))))
            found.append((f"turned{number:02d}", "r1", text_of(article(600 + number))))
            found.append((f"turned{number:02d}", "r2", text_of(story[1:])))
    chain = [*article(700), *article(701), *article(702)]
    found += [(f"chain{n}", "r1", text_of(chain[n * 5 : n * 5 + 16])) for n in range(5)]
    found += [("chain2", "r2", text_of(article(703)))]
    found += [(f"roundup{n}", "r1", text_of([*article(100 + n), *article(104), *article(108)])) for n in (0, 12)]
    return found


def test_fifty_shuffled_batches_give_the_partition_of_one() -> None:
    """With revisions that replace each other, in whatever order they come, every other batch cut into shards and partitions."""
    rows = _newsroom()
    whole, cut = Warehouse(), Warehouse()
    whole.publish(pl.concat([documents({name: text}, revision=revision) for name, revision, text in rows]))
    random.Random(1).shuffle(rows)
    for start in range(50):
        part = rows[start::50]
        cut.n_shards = cut.n_partitions = 1 + start % 2
        cut.publish(pl.concat([documents({name: text}, revision=revision) for name, revision, text in part]))
    assert len(whole.partition()) > 15
    assert cut.partition() == whole.partition()
    survivors, found = ({doc: best for doc, (_, best) in house.groups().items()} for house in (whole, cut))
    assert found == survivors
