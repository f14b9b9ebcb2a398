"""Countries as offices name them: every member state of the United Nations, by name and by adjective, in each language."""

from collections.abc import Callable

import polars as pl
import pytest

from tasks.extract.words.countries import country_names, nisba_forms
from tasks.languages import language

Reader = Callable[..., dict[str, pl.DataFrame]]
_CODES = (
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO "
    "CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID "
    "IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK "
    "ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC "
    "SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE "
    "ZA ZM ZW"
)
UN_MEMBERS = _CODES.split()
# Two countries share one adjective, which then says nothing: the Congos, Dominica and the Dominican Republic.
SHARED = {"ar": {"CG"}, "fa": {"CD", "CG", "DM"}, "en": {"CD", "CG", "DM", "DO"}}
BY_NAME = {
    "ar": "وصل وزير خارجية {} توفالد كروميلا إلى القاعة.",
    "fa": "رئیس\u200cجمهور {} توالد کرومیلا به بندر رسید.",
    "en": "Tolvald Kromila, president of {}, arrived.",
}
BY_ADJECTIVE = {
    "ar": "وصل الرئيس {} توفالد كروميلا إلى القاعة.",
    "fa": "رئیس\u200cجمهور {} توالد کرومیلا به بندر رسید.",
    "en": "The {} president, Tolvald Kromila, arrived.",
}


def claimed(read_texts: Reader, tag: str, texts: list[str]) -> list[str | None]:
    """The country that each of `texts` claims a man nobody has heard of to hold an office of."""
    claims = read_texts(*((tag, text) for text in texts))["office_claims"]
    found = dict(claims.select("doc_id", "jurisdiction").iter_rows())
    return [found.get(f"d{place}") for place in range(len(texts))]


@pytest.mark.parametrize("tag", ["ar", "fa", "en"])
def test_every_country_is_known_by_name(tag: str, read_texts: Reader) -> None:
    """After an office, a member state's name says whose the office is, also where it is a common word."""
    names = country_names(tag, language(tag)["extract"]["countries"])
    wanted = [(code, name) for code in UN_MEMBERS for name in names[code]]
    found = claimed(read_texts, tag, [BY_NAME[tag].format(name.title() if tag == "en" else name) for _, name in wanted])
    # CLDR's own inventions ("Congo - Kinshasa") stand in no text; each state has a name that does.
    assert set(UN_MEMBERS) == {code for (code, _), country in zip(wanted, found, strict=True) if code == country}
    assert {country for (code, _), country in zip(wanted, found, strict=True) if country not in (None, code)} == set()


@pytest.mark.parametrize("tag", ["ar", "fa", "en"])
def test_every_country_is_known_by_its_adjective(tag: str, read_texts: Reader) -> None:
    """Each adjective in the table does what it is there for, and no member state is without one."""
    facts = language(tag)["extract"]
    forms = [
        (code, form)
        for table in ("nisbas", "nisbas_beside_office")
        for code, form in nisba_forms(facts[table], bool(facts["clitics"]), facts["capitals"])
    ]
    if tag == "ar":
        forms = [(code, form) for code, form in forms if form.startswith("ال")]
    assert set(UN_MEMBERS) - {code for code, _ in forms} == SHARED[tag]
    found = claimed(
        read_texts, tag, [BY_ADJECTIVE[tag].format(form.title() if tag == "en" else form) for _, form in forms]
    )
    assert [pair for pair, code in zip(forms, found, strict=True) if pair[0] != code] == []
