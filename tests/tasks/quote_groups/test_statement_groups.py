"""The same groups however quotes are ordered and cut, and ids that last."""

import random
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from statements import Archive, Said

from tasks.quote_groups import GroupParameters

WORDS = [
    "جسر",
    "نهر",
    "قارب",
    "تفاح",
    "رمان",
    "خبز",
    "ملح",
    "زيت",
    "حجر",
    "خشب",
    "باب",
    "جدار",
    "سقف",
    "كرسي",
    "طاولة",
    "رسالة",
    "صحيفة",
    "مدرسة",
    "قطار",
    "ميناء",
    "سوق",
    "جبل",
    "وادي",
    "قرية",
    "مكتبة",
    "طريق",
    "مطر",
    "صيف",
    "خريف",
    "عمال",
]


def text_of(*words: int) -> str:
    """Some of the words, by number: as many content words."""
    return " ".join(WORDS[number] for number in words)


WHOLE, FRONT, BACK = text_of(*range(12)), text_of(*range(8)), text_of(*range(4, 12))
"""A statement, and two parts of it that are too different to be one without it."""


def _press() -> list[Said]:
    """Forty statements of five speakers, told up to four times, some by parts, some revised, some of nobody."""
    chance, found = random.Random(7), list[Said]()
    for story in range(40):
        words = chance.sample(range(len(WORDS)), 12)
        speaker = ("odalys", "selma", "perrin", "nilufar", None)[story % 5]
        texts = [text_of(*words), text_of(*words[:8]), text_of(*words[4:]), text_of(*words[::-1])]
        found += [Said(f"s{story}-{n}", texts[n], speaker, day=n) for n in range(1 + story % 4)]
        if story % 8 == 0:
            found.append(Said(f"s{story}-0", text_of(*words[:11], 29), speaker, revision="r2"))
    return found


@cache
def _in_one_batch() -> set[frozenset[str]]:
    whole = Archive()
    whole.publish(*_press())
    return whole.partition()


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(1, 3), st.integers(1, 3))
def test_order_and_cuts_decide_nothing(seed: int, cuts: int, n_shards: int, n_partitions: int) -> None:
    """Shuffled and cut into batches, shards and partitions as may be, the same quotes are one statement."""
    press, whole = _press(), _in_one_batch()
    random.Random(seed).shuffle(press)
    cut = Archive(n_shards=n_shards, n_partitions=n_partitions)
    for start in range(cuts):
        cut.publish(*press[start::cuts])
    assert len(whole) > 15
    assert cut.partition() == whole


def test_a_group_keeps_its_id_when_members_come() -> None:
    """A quote alone has an id of its own already, and lends it to who joins."""
    archive = Archive()
    archive.publish(Said("b", WHOLE))
    alone = archive.group_of()["b"]
    added = archive.publish(Said("a", WHOLE), Said("c", FRONT, day=1))
    assert (set(archive.group_of().values()), sorted(added["doc_id"])) == ({alone}, ["a", "c"])


def test_where_two_groups_meet_the_older_id_stays() -> None:
    """Newer rows say so of the other's members, and of nobody else."""
    archive = Archive()
    archive.publish(Said("z1", FRONT), Said("z2", FRONT))
    archive.publish(Said("a1", BACK), Said("a2", BACK), Said("x", text_of(*range(14, 24))))
    before = archive.group_of()
    added = archive.publish(Said("m", WHOLE))
    after = archive.group_of()
    assert before["a1"] != before["z1"]
    assert (after["a1"], after["a2"], after["m"], after["x"]) == (before["z1"], before["z1"], before["z1"], before["x"])
    assert sorted(added["doc_id"]) == ["a1", "a2", "m"]


def test_a_document_cleaned_again_keeps_its_groups() -> None:
    """The same words of the same document in a newer batch are the same statement, little as it may say."""
    archive, formula = Archive(), Said("b", "لا تعليق", number=2)
    archive.publish(Said("a", WHOLE), formula)
    before = archive.group_of()
    archive.publish(Said("a", WHOLE), formula)
    assert archive.group_of() == before
    assert archive.groups["batch_id"].n_unique() == 2


def test_ids_of_quotes_that_stand_alone_differ() -> None:
    """Two formulas of two documents, or of two speakers in one, are not one."""
    archive = Archive()
    archive.publish(*(Said(doc, "لا تعليق", who, number=n) for doc, who, n in (("a", "odalys", 1), ("a", "selma", 2), ("b", "odalys", 1))))  # fmt: skip
    assert len(set(archive.group_of().values())) == 3


def test_other_parameters_group_all_anew() -> None:
    """Groups fall apart where they no longer hold; the largest part keeps the id, and rows are written for the others alone."""
    archive = Archive()
    archive.publish(Said("a", FRONT), Said("b", FRONT), Said("c", WHOLE), Said("d", BACK))
    (before,) = set(archive.group_of().values())
    strict = replace(GroupParameters(), min_covered_by_part=0.9)
    changed = archive.group_anew(strict)
    after = archive.group_of()
    assert archive.partition() == {frozenset("ab")}
    assert (after["a"], sorted(changed["doc_id"])) == (before, ["c", "d"])
    assert len({after["a"], after["c"], after["d"]}) == 3


def test_a_crowd_costs_what_it_has_quotes() -> None:
    """Three hundred bulletins in the same words with their own figures: none is another, and copies of one are one."""
    archive = Archive()
    bulletins = [Said(f"d{n}", f"{WHOLE} {1000 + n}", day=n % 9) for n in range(300)]
    archive.publish(*bulletins[:150])
    archive.publish(*bulletins[150:], Said("copy", f"{WHOLE} 1000"))
    assert archive.partition() == {frozenset({"d0", "copy"})}
