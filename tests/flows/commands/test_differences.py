"""Differences: both sides can be put together again, and what is marked is what changed."""

from hypothesis import given
from hypothesis import strategies as st

from flows.commands.differences import Change, changed_characters, changed_words

WORDS = st.lists(st.sampled_from(["alpha", "beta", "beta,", "جسر", "الوادي", "الوادی", "،", "\n"]), max_size=12).map(
    " ".join
)


@given(WORDS, WORDS)
def test_the_stretches_are_the_texts(raw: str, clean: str) -> None:
    """Joined, the stretches give both texts back, and every unchanged stretch is equal on both sides."""
    changes = changed_words(raw, clean)
    assert ("".join(c.raw for c in changes), "".join(c.clean for c in changes)) == (raw, clean)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_pieces_are_the_words(raw: str, clean: str) -> None:
    """Joined, the pieces of each side give that side back."""
    left, right = changed_characters(Change(raw, clean))
    assert ("".join(text for _, text in left), "".join(text for _, text in right)) == (raw, clean)


def test_a_letter_changed_is_the_letter_marked() -> None:
    """One respelled letter is cut and added, the rest of the word stays."""
    left, right = changed_characters(Change("الوادي", "الوادی"))
    assert ([p for p in left if p[0] == "cut"], [p for p in right if p[0] == "added"]) == (
        [("cut", "ي")],
        [("added", "ی")],
    )


def test_other_words_are_not_mixed() -> None:
    """Words with little in common are replaced whole."""
    assert changed_characters(Change("bridge", "orchard")) == ([("cut", "bridge")], [("added", "orchard")])


def test_long_texts_are_compared_in_bounded_time() -> None:
    """Two long texts without a common beginning are shown as one change, not compared for minutes."""
    raw, clean = " ".join(map(str, range(9000))), " ".join(map(str, range(9000, 0, -1)))
    assert len(changed_words(raw, clean)) <= 3
