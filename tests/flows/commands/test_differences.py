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
    pieces = changed_characters(Change(raw, clean))
    assert ("".join(p.raw for p in pieces), "".join(p.clean for p in pieces)) == (raw, clean)


def test_a_letter_changed_is_the_letter_marked() -> None:
    """One respelled letter is cut and added, the rest of the word stays."""
    pieces = changed_characters(Change("الوادي", "الوادی"))
    assert [piece for piece in pieces if piece.changed] == [Change("ي", "ی")]


def test_other_words_are_not_mixed() -> None:
    """Words with little in common are replaced whole."""
    assert changed_characters(Change("bridge", "orchard")) == [Change("bridge", "orchard")]


def test_long_texts_are_compared_in_bounded_time() -> None:
    """Two long texts without a common beginning are shown as one change, not compared for minutes."""
    raw, clean = " ".join(map(str, range(9000))), " ".join(map(str, range(9000, 0, -1)))
    assert len(changed_words(raw, clean)) <= 3


def test_a_word_repeated_for_ever_is_not_compared() -> None:
    """A text that repeats a few words, where each pair of equal words would be walked through, is one change."""
    raw, clean = "na nu " * 9000, "nu na " * 8999 + "hey jude "
    assert max(len(change.raw) for change in changed_words(raw, clean)) > 50_000


def test_long_prose_with_scattered_edits_is_compared() -> None:
    """Twenty thousand words with a change every twenty words show just those changes."""
    words = [f"w{number * 7919 % 15013}" for number in range(20_000)]
    changed = [f"{word}," if number % 20 == 0 else word for number, word in enumerate(words)]
    found = [change for change in changed_words(" ".join(words), " ".join(changed)) if change.changed]
    assert (len(found), found[0]) == (1000, Change("w0 ", "w0, "))
