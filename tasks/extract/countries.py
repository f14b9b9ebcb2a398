"""Names of countries in one language, from CLDR and the language's own facts. Finding them in texts is `places`."""

import re
from functools import cache

from babel import Locale

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
