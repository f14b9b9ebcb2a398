"""Stable ids of entities: one name has one id in every run. Which name a mention has is `persons` and `places`."""

from hashlib import blake2b

from tasks.text.skeletons import LEAST_LETTERS
from warehouse.folding import fold


def entity_id(kind: str, key: str) -> str:
    """Id of the entity of this kind and key."""
    return blake2b(f"{kind}|{key}".encode(), digest_size=10).hexdigest()


def person_id(name: str, key: str) -> str | None:
    """Id of the person called `name` with the skeleton `key`; None where the name is not enough to know who is meant.

    Given name and surname together link over spellings. A name alone links from four consonants on; with fewer, only
    two words written alike are one person.
    """
    n_letters = len(key.replace(" ", ""))
    if n_letters >= LEAST_LETTERS:
        return entity_id("person", key)
    spelling = fold(name)
    return entity_id("person", "=" + spelling) if " " in spelling else None
