"""Stable ids of entities: one name has one id in every run. Which name a mention has is `persons` and `places`."""

import re
from hashlib import blake2b

from tasks.text.skeletons import LEAST_LETTERS
from warehouse.folding import fold

# Ain, hah, dad and zah stand in no name of Latin letters.
_OWN_LETTERS = re.compile("[\u0639\u062d\u0636\u0638]")
_LAST_VOWEL = re.compile("[\u06cciy]$|ie$|ey$")
# The article, also behind "servant of", hamza on its chair, and blanks.
_ONE_SPELLING = re.compile(r"(?:^|(?<= )|(?<=\u0639\u0628\u062f))\u0627\u0644(?=..)|\u0626|\u0621| ")


def entity_id(kind: str, key: str) -> str:
    """Id of the entity of this kind and key."""
    return blake2b(f"{kind}|{key}".encode(), digest_size=10).hexdigest()


def person_id(name: str, key: str) -> str | None:
    """Id of the person called `name` with the skeleton `key`; None where the name is not enough to know who is meant.

    Given name and surname together link over spellings. A name alone links from four consonants on; with fewer, only
    two words written alike are one person.
    """
    spelling = fold(name)
    # Names with these letters are spelled alike in Arabic and Persian, vowels and all; their skeletons are strangers' too.
    if " " in spelling and _OWN_LETTERS.search(spelling):
        return entity_id("person", "=" + _ONE_SPELLING.sub("", spelling).replace("\u0686", "\u062c"))
    n_letters = len(key.replace(" ", ""))
    if n_letters >= LEAST_LETTERS:
        # A last vowel is written in all scripts: «شریف» is not «شرفی».
        return entity_id("person", key + "i" * (" " in spelling and _LAST_VOWEL.search(spelling) is not None))
    return entity_id("person", "=" + spelling) if " " in spelling else None
