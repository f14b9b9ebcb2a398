"""The data file of outlets: complete where it promises to be, and no spelling or host that means two."""

import re
from collections import Counter

import pytest
from arab_states import ARAB_STATES
from babel import Locale

from tasks.text.outlets import Outlet, outlets, source_cues
from warehouse.folding import fold

NEAR = ["AF", "AZ", "IL", "IR", "PK", "TJ", "TR"]


def of(country: str) -> list[Outlet]:
    """The outlets that are at home in a country."""
    return [outlet for outlet in outlets() if outlet.country == country]


def test_each_name_stands_once() -> None:
    """At least 350 outlets, and no name twice, in one table of the file or in two."""
    names = Counter(fold(outlet.name) for outlet in outlets())
    assert ([name for name, n in names.items() if n > 1], len(names) >= 350) == ([], True)


def test_countries_are_countries() -> None:
    """Every code is one of ISO 3166 that CLDR knows a country under."""
    territories = Locale("en").territories
    assert [o.name for o in outlets() if o.country not in territories or not re.fullmatch("[A-Z]{2}", o.country)] == []


def test_no_spelling_means_two_outlets() -> None:
    """Folded, a spelling stands under one name in the whole file, and as it is written it stands there once."""
    lists = [(spelling, o.name) for o in outlets() for spelling in (*o.names, *o.after_cue, *o.after_kind)]
    owners = Counter(folded for folded, _ in {(fold(spelling), name) for spelling, name in lists})
    written = Counter(lists)
    assert [each for each in lists if owners[fold(each[0])] > 1 or written[each] > 1] == []


def test_a_name_is_no_spelling_of_another() -> None:
    """The one name of an outlet is nowhere a spelling of another."""
    names = {fold(outlet.name): outlet.name for outlet in outlets()}
    found = [(s, o.name) for o in outlets() for s in o.spellings if names.get(fold(s), o.name) != o.name]
    assert found == []


def test_every_outlet_can_be_found() -> None:
    """Each has a spelling that is looked for; what counts after a word for its kind has such words."""
    words = source_cues()["kind_words"]
    assert [o.name for o in outlets() if not (o.names or o.after_cue or o.after_kind)] == []
    assert {o.kind for o in outlets() if o.after_kind} <= set(words["ar"]) & set(words["fa"])


def test_domains_are_hosts() -> None:
    """Hosts in lower case without www, each of one outlet."""
    hosts = [host for outlet in outlets() for host in outlet.domains]
    odd = [host for host in hosts if not re.fullmatch(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", host)]
    assert (odd, [host for host, n in Counter(hosts).items() if n > 1]) == ([], [])


@pytest.mark.parametrize("country", ARAB_STATES)
def test_every_arab_state_has_its_press(country: str) -> None:
    """An agency that is spelled in Arabic, and another outlet."""
    agencies = [o for o in of(country) if o.kind == "agency" and any(re.search("[\u0621-\u064a]", s) for s in o.names)]
    others = [o for o in of(country) if o.kind in ("newspaper", "broadcaster", "site")]
    assert (len(agencies) > 0, len(others) > 0) == (True, True)


@pytest.mark.parametrize("country", NEAR)
def test_the_neighbours_have_theirs(country: str) -> None:
    """Two outlets at least of each country whose news this is about."""
    assert len(of(country)) >= 2


def test_common_words_are_no_sure_names() -> None:
    """Months, provinces, the homeland and the day count only where something beside them says that an outlet is meant."""
    sure = {fold(name) for outlet in outlets() for name in outlet.names}
    words = ["مهر", "فارس", "الوطن", "النهار", "الشرق الأوسط", "اطلاعات", "همشهری", "ایران", "شرق", "اعتماد", "جوان"]
    words += ["الحياة", "الأخبار", "الغد", "الدستور", "الرأي", "البيان", "الخليج", "العربية", "الجزيرة", "میزان", "قدس"]
    assert [word for word in words if fold(word) in sure] == []
