"""The lists of given names: what stands in them, and what must not."""

import pytest

from tasks.extract.words import codes
from tasks.extract.words.facts import extract_facts, listed
from tasks.extract.words.lexicon import lexicon
from tasks.languages import language
from tasks.text.outlets import outlets
from warehouse.folding import fold

FILES = ["foreign_names_ar", "foreign_names_fa", "given_names_ar", "given_names_fa"]


@pytest.mark.parametrize("name", FILES)
def test_a_name_is_listed_once_and_is_no_common_word(name: str) -> None:
    """A name stands in one list, once, and is no word that texts are made of."""
    tag = name[-2:]
    folded = [fold(line) for line in listed(name)]
    assert len(folded) == len(set(folded))
    assert not set(folded) & {fold(known) for known in language(tag)["extract"]["names"]["given"]}
    made = lexicon(tag)
    assert made is not None
    assert not set(folded) & made.common


@pytest.mark.parametrize("name", FILES)
def test_a_name_is_no_outlet(name: str) -> None:
    """What is an agency to readers is none's given name, though a name be spelt so."""
    names = (name for outlet in outlets() for name in (*outlet.names, *outlet.after_cue))
    assert not {fold(line) for line in listed(name)} & {fold(outlet) for outlet in names}


def test_comments_are_no_names() -> None:
    """A line that explains is not read as a name."""
    assert not [line for name in FILES for line in listed(name) if line.startswith("#") or line != line.strip()]


def test_a_language_without_files_has_the_names_of_its_facts_alone() -> None:
    """Files are there for some languages; the others keep what their facts say."""
    assert extract_facts("en")["names"]["given"] == language("en")["extract"]["names"]["given"]


def test_listed_names_are_given_names_with_their_clitics() -> None:
    """A listed name is a given name, by itself and behind "and" or "to"."""
    made = lexicon("ar")
    assert made is not None
    for word, length in (("غريتشن", 0), ("وغريتشن", 1), ("لغريتشن", 1)):
        number = made.numbers[fold(word)]
        meaning = made.meanings[made.alone[number]]
        assert (meaning.code, meaning.clitic) == (codes.GIVEN, length)
