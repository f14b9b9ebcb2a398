"""Stable ids of entities: one name has one id in every run. Which name a mention has is `persons` and `places`."""

import re
from functools import cache
from hashlib import blake2b

from tasks.extract.words.facts import facts_of
from tasks.text.skeletons import LEAST_LETTERS
from warehouse.folding import fold, fold_name

LEAST_BY_SOUND = 5
"""Shortest key by which names link over spellings: with four consonants Mario Como is Omar Khayyam."""
OWN_LETTERS = "[\u0639\u062d\u0636\u0638]"
"""Ain, hah, dad and zah stand in no name of Latin letters."""
# Nor do "son of" and "father of".
_OWN_WORDS = re.compile(
    OWN_LETTERS + "| \u0628\u0646 |^\u0627\u0628\u0648|^\u0633\u06cc\u062f"
    "|^[^ ]+\u0627\u0644(?:\u062f\u06cc\u0646|\u0644\u0647) |(?:\u0632\u0627\u062f\u0647|\u067e\u0648\u0631|\u0646\u0698\u0627\u062f)$"
)
_LAST_VOWEL = re.compile("[\u06cciy]$|ie$|ey$")
# Names of one sound begin with a vowel or without; before s scripts add and leave it.
_FIRST_VOWEL = re.compile(
    "(?<![^ ])(?:\u0627(?!\u0644...|[\u0648\u06cc]?[\u0633\u0634\u0635])|[aeiou]+(?![aeious]))(?=[^ ])"
)
# The article, also behind "servant of", hamza on its chair, and blanks.
_ONE_SPELLING = re.compile(r"(?:^|(?<= )|(?<=\u0639\u0628\u062f))\u0627\u0644(?=..)|\u0626|\u0621| ")
# Letters of one sound that writers mistake for each other, two ways to write God, doubled vowels, numbers of footnotes.
_ONE_SOUND = str.maketrans(
    "\u0637\u0635\u062b\u0630\u06af\u0686\u06a4\u067e", "\u062a\u0633\u0633\u0632\u063a\u062c\u0641\u0628"
)
_ONCE = re.compile(r"([\u0644\u0648\u06cc])\1|[0-9]+$")


def entity_id(kind: str, key: str) -> str:
    """Id of the entity of this kind and key."""
    return blake2b(f"{kind}|{key}".encode(), digest_size=10).hexdigest()


def person_id(name: str, key: str) -> str | None:
    """Id of the person called `name` with the skeleton `key`; None where the name is not enough to know who is meant.

    Native full names link by their spelling, which Arabic and Persian share, and foreign ones by their skeleton with a
    first and a last vowel. Names with few consonants are one person only where they are spelled alike.
    """
    spelling, n_letters = fold_name(name), len(key.replace(" ", ""))
    full = " " in spelling
    if n_letters < LEAST_LETTERS and not full:
        return None
    if n_letters < LEAST_BY_SOUND or is_native(name):
        return entity_id("person", "=" + _ONCE.sub(r"\1", _ONE_SPELLING.sub("", spelling).translate(_ONE_SOUND)))
    # A last vowel is written in all scripts: «شریف» is not «شرفی»; and Mahmoud is not Mohammad.
    first = len(_FIRST_VOWEL.findall(spelling)) if full else 0
    marks = f"{first}" + "i" * (_LAST_VOWEL.search(spelling) is not None) + "u" * spelling.startswith("mahm")
    return entity_id("person", key + marks)


def is_native(name: str) -> bool:
    """Whether a full name in Arabic letters is one of a speaker of Arabic or Persian.

    Such names are spelled alike in both languages, vowels and all; their skeletons are strangers' too.
    """
    spelling = fold_name(name)
    # Where folding has made no other letter an alef.
    article = " \u0627\u0644" in name
    return article or bool(_OWN_WORDS.search(spelling)) or spelling.partition(" ")[0] in _native_names()


@cache
def _native_names() -> frozenset[str]:
    return frozenset(fold(name) for name in facts_of("native_names")["native"])
