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


@settings(max_examples=12, deadline=None)
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
