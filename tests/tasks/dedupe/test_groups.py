"""Groups of copies over time: who belongs to which, which id lasts, and which copy stands for all."""

from datetime import timedelta
from typing import Any, cast

import polars as pl
import pytest
from copies import NOON, Warehouse, article, documents, relations, respelled, text_of
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe import DedupeParameters
from tasks.dedupe.clusters import connected, regroup
from tasks.dedupe.survivor import Copy, survivor

A, B, C = (article(seed) for seed in (1, 2, 3))


def _copy(name: str, **changes: Any) -> Copy:
    copy: Copy = {"doc_id": name, "n_words": 100, "n_flags": 0, "n_findings": 0, "published_at": NOON}
    return cast(Copy, copy | changes)


EARLY = NOON - timedelta(hours=1)


@pytest.mark.parametrize(
    ("copies", "best", "reason"),
    [
        ([_copy("a", n_words=60), _copy("b", n_flags=9)], "b", "the only complete copy"),
        ([_copy("a", n_flags=2), _copy("b", n_words=96, n_flags=1)], "b", "complete, with the fewest flags (1)"),
        (
            [_copy("a", n_flags=1), _copy("b", n_findings=3), _copy("c", n_findings=2, published_at=None)],
            "c",
            "complete, with the fewest findings (2)",
        ),
        (
            [_copy("a"), _copy("b", published_at=EARLY), _copy("c", published_at=None)],
            "b",
            "complete and as clean as any, published first",
        ),
        ([_copy("b"), _copy("a")], "a", "complete, as clean and as early as any; smallest id"),
        (
            [_copy("b", published_at=None), _copy("a", published_at=None)],
            "a",
            "complete and as clean as any; no time known, smallest id",
        ),
    ],
)
def test_the_survivor_has_its_reason(copies: list[Copy], best: str, reason: str) -> None:
    """Complete comes before clean, clean before early, early before the smaller id; and the reason says which decided."""
    assert survivor(copies) == (best, reason)
    assert survivor(copies[::-1]) == (best, reason)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=14))
def test_connected_is_a_partition(edges: list[tuple[int, int]]) -> None:
    """Every node is in one component, ends of an edge are together, and the order of edges is nothing."""
    nodes = [str(n) for n in range(10)]
    named = [(str(a), str(b)) for a, b in edges]
    groups = connected(named, nodes)
    assert sorted(node for group in groups for node in group) == nodes
    assert all(any({a, b} <= set(group) for group in groups) for a, b in named)
    assert connected(named[::-1], nodes[::-1]) == groups


def test_copies_in_a_batch_are_a_group() -> None:
    """Exact and near copies share a group, whose id and survivor every member names; a document without copy has no row."""
    warehouse = Warehouse()
    warehouse.publish(documents({"a": text_of(A), "b": respelled(text_of(A)), "c": text_of(A[:10]), "x": text_of(B)}))
    assert warehouse.partition() == {frozenset("abc")}
    assert {canonical for _, canonical in warehouse.groups().values()} == {"a"}


def test_templates_and_parts_join_no_group() -> None:
    """A round-up that holds two articles links to both and merges neither."""
    short, other = article(8, n_sentences=9), article(9, n_sentences=9)
    around = article(10, n_sentences=6)
    warehouse = Warehouse()
    tables = warehouse.publish(
        documents({"a": text_of(short), "b": text_of(other), "r": text_of([*short, *around, *other])})
    )
    assert set(relations(tables["document_links"]).values()) <= {"contained"}
    assert warehouse.partition() == set()


def test_a_second_batch_finds_copies_in_the_first() -> None:
    """History is compared with: the group is made of both, and links name the revisions that count."""
    warehouse = Warehouse()
    warehouse.publish(documents({"a": text_of(A), "x": text_of(B)}))
    assert warehouse.partition() == set()
    tables = warehouse.publish(documents({"b": respelled(text_of(A)), "c": text_of(B[:9])}))
    assert relations(tables["document_links"]) == {("a", "b"): "exact", ("c", "x"): "near"}
    assert warehouse.partition() == {frozenset("ab"), frozenset("cx")}


def test_a_group_that_grows_keeps_its_id() -> None:
    """A newcomer joins under the old id, even where it becomes the survivor; members that change get new rows."""
    warehouse = Warehouse()
    warehouse.publish(documents({"m": text_of(A[:9]), "n": text_of(A[:9])}))
    cluster = warehouse.groups()["m"][0]
    tables = warehouse.publish(documents({"a": text_of(A)}))
    assert warehouse.groups() == dict.fromkeys("amn", (cluster, "a"))
    assert set(tables["memberships"]["reason"]) == {"the only complete copy"}


def test_of_merging_groups_the_older_id_stays() -> None:
    """A copy that is near to two groups joins them under the id that was there first."""
    whole = [*A, B[0]]
    warehouse = Warehouse()
    warehouse.publish(documents({"p": text_of(whole[:9]), "q": respelled(text_of(whole[:9]))}))
    older = warehouse.groups()["p"][0]
    warehouse.publish(documents({"a": text_of(whole[4:]), "b": respelled(text_of(whole[4:]))}))
    assert len(warehouse.partition()) == 2
    warehouse.publish(documents({"z": text_of(whole)}))
    assert warehouse.partition() == {frozenset("abpqz")}
    assert {cluster for cluster, _ in warehouse.groups().values()} == {older}


def test_a_group_stays_the_older_after_its_survivor_changed() -> None:
    """A group keeps its age when a better copy takes over."""
    whole = [*A, B[0]]
    warehouse = Warehouse()
    warehouse.publish(documents({"p": text_of(whole[:9]), "q": respelled(text_of(whole[:9]))}))
    older = warehouse.groups()["p"][0]
    warehouse.publish(documents({"a": text_of(whole[4:]), "b": respelled(text_of(whole[4:]))}))
    warehouse.publish(documents({"o": text_of(whole[:9])}, published={"o": NOON - timedelta(days=1)}))
    warehouse.publish(documents({"z": text_of(whole)}))
    assert {cluster for cluster, _ in warehouse.groups().values()} == {older}


def test_a_revision_that_is_no_copy_leaves_the_group() -> None:
    """The old link counts no more; who is left alone is told so, and the others keep their id."""
    warehouse = Warehouse()
    warehouse.publish(documents({"a": text_of(A), "b": text_of(A), "c": text_of(A)}))
    cluster = warehouse.groups()["a"][0]
    warehouse.publish(documents({"a": text_of(C)}, revision="r2"))
    assert warehouse.partition() == {frozenset("bc")}
    tables = warehouse.publish(documents({"b": text_of(B)}, revision="r2"))
    assert warehouse.partition() == set()
    assert set(tables["memberships"]["reason"]) == {"no copy of it is left"}
    warehouse.publish(documents({"d": text_of(A)}))
    assert warehouse.partition() == {frozenset("cd")}
    assert cluster in {"a", "b", "c"}


def _bridged() -> Warehouse:
    """p and q are copies of parts of z that share too little to be each other's."""
    whole = [*A, *B]
    warehouse = Warehouse()
    warehouse.publish(documents({"p": text_of(whole[:16]), "q": text_of(whole[8:]), "z": text_of(whole)}))
    assert warehouse.partition() == {frozenset("pqz")}
    return warehouse


def test_a_group_falls_apart_where_the_copy_that_joined_it_changed() -> None:
    """Members that had only the changed document in common are compared anew, and are no copies; no link is told twice."""
    warehouse = _bridged()
    tables = warehouse.publish(documents({"z": text_of(C)}, revision="r2"))
    assert warehouse.partition() == set()
    assert tables["document_links"].is_empty()


def test_a_group_falls_apart_where_the_copy_that_joined_it_was_withdrawn() -> None:
    """So it is where the document is shown no more; who still has a copy stays with it."""
    warehouse = _bridged()
    warehouse.publish(documents({"o": respelled(text_of([*A, *B][:16]))}))
    gone = documents({"z": ""}).select("doc_id", "revision", "fetched_at", "content_hash")
    warehouse.publish(documents({}), gone)
    assert warehouse.partition() == {frozenset("op")}


def test_a_copy_whose_membership_stays_is_counted_as_a_copy() -> None:
    """A copy that was fetched or cleaned again has no new row of memberships, and is a copy of the batch all the same."""
    warehouse = Warehouse()
    warehouse.publish(documents({"a": text_of(A), "b": text_of(A), "x": text_of(B)}))
    assert warehouse.n_copies == 1
    tables = warehouse.publish(documents({"b": text_of(A), "x": text_of(B)}, revision="r2"))
    assert (tables["memberships"].height, warehouse.n_copies) == (0, 1)
    tables = warehouse.publish(documents({"b": text_of(C)}, revision="r3"))
    assert (tables["memberships"].height, warehouse.n_copies) == (2, 0)


def test_who_stays_behind_is_linked_anew() -> None:
    """In a crowd all are linked with one copy; when that one is withdrawn, the others have links of the new batch."""
    warehouse = Warehouse()
    warehouse.publish(documents({f"d{n:03d}": text_of(A) for n in range(120)}))
    gone = documents({"d000": ""}).select("doc_id", "revision", "fetched_at", "content_hash")
    tables = warehouse.publish(documents({}), gone)
    links = tables["document_links"]
    assert {*links["doc_id"], *links["other_doc_id"]} == {f"d{n:03d}" for n in range(1, 120)}
    anew = tables["current_revisions"].filter(~pl.col("withdrawn"))
    assert (anew.height, set(anew["batch_id"])) == (119, {"b1"})


def test_an_older_revision_that_comes_late_changes_nothing() -> None:
    """Latest is the greatest time of fetching, not the order of arrival."""
    warehouse = Warehouse()
    warehouse.publish(documents({"a": text_of(A), "b": text_of(A)}, revision="r2"))
    before = warehouse.groups()
    tables = warehouse.publish(documents({"a": text_of(C)}, revision="r1"))
    assert tables["current_revisions"].is_empty()
    assert warehouse.groups() == before


def test_a_withdrawn_document_is_no_copy_of_newcomers() -> None:
    """What was withdrawn is not compared with any more."""
    warehouse = Warehouse()
    first = warehouse.publish(documents({"a": text_of(A)}))
    first["current_revisions"] = first["current_revisions"].with_columns(withdrawn=pl.lit(True))
    assert warehouse.publish(documents({"b": text_of(A)}))["document_links"].is_empty()


def test_signatures_of_other_parameters_are_not_compared() -> None:
    """Signatures are comparable within one version of the parameters alone."""
    old = Warehouse(DedupeParameters(seed=1))
    old.publish(documents({"a": text_of(A)}))
    new = Warehouse(batches=old.batches)
    assert new.publish(documents({"b": text_of(A)}))["document_links"].is_empty()


def test_a_crowd_of_copies_is_one_group() -> None:
    """More copies than a band lets meet in pairs are still one group, in a batch and over two."""
    warehouse = Warehouse()
    warehouse.publish(documents({f"d{n:03d}": text_of(A) for n in range(90)}))
    warehouse.publish(documents({f"c{n:03d}": respelled(text_of(A)) for n in range(70)}))
    assert [len(group) for group in warehouse.partition()] == [160]


def test_regroup_splits_and_names_anew() -> None:
    """The larger part of a group that splits keeps the id; the other part gets one that no group has."""
    names = ["a", "b", "c", "d", "e"]
    members = pl.DataFrame([_copy(name) for name in names])
    edges = pl.DataFrame({"a": ["a", "b", "d"], "b": ["b", "c", "e"]})
    present = pl.DataFrame({"doc_id": names, "cluster_id": ["d"] * 5, "canonical_id": ["a"] * 5, "born": [1] * 5})
    rows = regroup(members, edges, present, frozenset({"e"}))
    assert rows["doc_id"].to_list() == ["d", "e"] and set(rows["canonical_id"]) == {"d"}
    assert rows["cluster_id"].n_unique() == 1 and rows["cluster_id"][0] not in {"d", "e"}
