"""Names of countries in one language, from CLDR and the language's own facts. Finding them in texts is `places`."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from warehouse.folding import fold

_PARENTHESIS = re.compile(r"\s*[(\uFF08].*?[)\uFF09]\s*")


@cache
def cldr_names(tag: str) -> dict[str, str]:
    """ISO 3166-1 alpha-2 code to the name CLDR gives in the language `tag`; no regions, no private codes."""
    territories = Locale.parse(tag).territories
    return {
        code: _PARENTHESIS.sub("", name).strip()
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


# Codes of CLDR that stand for unions, pseudo-regions and uninhabited rocks.
_NO_COUNTRIES = frozenset(
    [
        "AC",
        "AQ",
        "BV",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "HM",
        "IC",
        "IO",
        "QO",
        "TA",
        "TF",
        "UM",
        "UN",
        "XA",
        "XB",
        "ZZ",
    ]
)


def country_names(tag: str, own: dict[str, list[str]]) -> dict[str, list[str]]:
    """All names by country code: `own` spellings first, then CLDR's name."""
    names = {code: list(spellings) for code, spellings in own.items()}
    for code, name in cldr_names(tag).items():
        if len(name) > 1:
            names.setdefault(code, []).append(name)
    return names


def countries_by_name(tag: str, own: dict[str, list[str]]) -> dict[str, str]:
    """Country code by each folded name."""
    return {fold(name): code for code, names in country_names(tag, own).items() for name in names}


def nisba_forms(nisbas: dict[str, list[str]], article: bool, capitals: bool) -> Iterator[tuple[str, str]]:
    """Country code and form of each adjective: in Arabic feminine, dual and plural, without and with the article.

    «كوري جنوبي» is «الكورية الجنوبية» too; what does not end in yeh is a plural already («أتراك»).
    """
    for country, written in nisbas.items():
        for nisba in written:
            if not article:
                yield from ((country, nisba + ending) for ending in ("", *(() if capitals else _FA_PLURAL)))
                continue
            for ending in _AR_ENDINGS if nisba.endswith("ي") else ("",):
                words = [word + ending * word.endswith("ي") for word in nisba.split()]
                bare = " ".join(words)
                yield from ((country, form) for form in (bare, " ".join("ال" + word for word in words), "ال" + bare))


_AR_ENDINGS = ("", "ة", "ين", "ون", "ان", "تين", "ات")
_FA_PLURAL = ("\N{ZERO WIDTH NON-JOINER}ها",)
