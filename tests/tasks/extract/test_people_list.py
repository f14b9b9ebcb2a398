"""The list of persons: complete where it promises to be, and no spelling that means two."""

import re
from collections import Counter

import pytest
from arab_states import ARAB_STATES
from babel import Locale

from tasks.extract.words.facts import facts_of
from warehouse.folding import fold

NEIGHBOURS = ["AF", "AM", "AZ", "IL", "IR", "KZ", "KG", "PK", "TJ", "TM", "TR", "UZ"]
G20 = ["AR", "AU", "BR", "CA", "CN", "DE", "FR", "GB", "ID", "IN", "IT", "JP", "KR", "MX", "RU", "SA", "TR", "US", "ZA"]
EUROPE = [
    "AL",
    "AT",
    "BA",
    "BE",
    "BG",
    "BY",
    "CY",
    "CZ",
    "DK",
    "EE",
    "ES",
    "FI",
    "GE",
    "GR",
    "HR",
    "HU",
    "IE",
    "LT",
    "LU",
    "LV",
    "MD",
    "ME",
    "MK",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "RS",
    "SE",
    "SI",
    "SK",
    "UA",
    "VA",
    "XK",
]
BODIES = [
    "UN",
    "IAEA",
    "NATO",
    "EU",
    "EU_COMMISSION",
    "EU_COUNCIL",
    "ARAB_LEAGUE",
    "OPEC",
    "IMF",
    "WORLD_BANK",
    "WHO",
    "GCC",
    "AU_UNION",
    "OIC",
    "FIFA",
    "IOC",
]


def people() -> dict[str, list[str]]:
    """Spellings by the one name."""
    found: dict[str, list[str]] = facts_of("people")["people"]
    return found


def test_no_spelling_means_two_persons() -> None:
    """Folded, a spelling stands under one name, and as it is written it stands there once."""
    lists = [(spelling, name) for name, spellings in people().items() for spelling in spellings]
    owners = Counter(folded for folded, _ in {(fold(spelling), name) for spelling, name in lists})
    written = Counter(lists)
    assert [each for each in lists if owners[fold(each[0])] > 1 or written[each] > 1] == []


def test_everybody_has_a_name_in_arabic_script() -> None:
    """The one name is in Latin letters, and a spelling of two words or more, or a known single one, is in Arabic ones."""
    bare = [name for name, spellings in people().items() if not any(re.search("[\u0621-\u06cc]", s) for s in spellings)]
    assert ([name for name in people() if re.search("[\u0600-\u06ff]", name)], bare) == ([], [])


@pytest.mark.parametrize("country", sorted({*ARAB_STATES, *NEIGHBOURS, *G20, *EUROPE}))
def test_every_state_has_a_head(country: str) -> None:
    """A head of state or government of each state that the list promises."""
    assert facts_of("people")["heads"].get(country)


@pytest.mark.parametrize("body", BODIES)
def test_every_large_organisation_has_a_head(body: str) -> None:
    """Who led it, of each organisation that the list promises."""
    assert facts_of("people")["organisations"].get(body)


def test_why_somebody_stands_here_is_true_to_the_list() -> None:
    """The lists name persons that have spellings, each once, under codes that exist."""
    lists = facts_of("people")
    strange = [
        name for key in ("heads", "foreign_ministers", "organisations") for names in lists[key].values() for name in names
        if name not in people()
    ]  # fmt: skip
    codes = {*lists["heads"], *lists["foreign_ministers"]}
    twice = [names for key in lists for names in lists[key].values() if len(set(names)) < len(names)]
    assert (strange, codes - set(Locale("en").territories), twice) == ([], set(), [])


@pytest.mark.parametrize(
    "word", ["السراج", "آزمون", "بن علي", "بيريز", "زوما", "کلوپ", "ماتيس", "هاليفي", "يعلون", "يلين"]
)
def test_a_surname_of_many_is_nobody_by_itself(word: str) -> None:
    """What is a common word, or the surname of several, does not mean the person alone."""
    spellings = {fold(spelling) for names in people().values() for spelling in names}
    assert fold(word) not in spellings
