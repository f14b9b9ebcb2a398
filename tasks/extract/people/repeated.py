"""Names that stand in full once more in their document, where nothing beside them tells that they are names.

The first time an office, a title or marks betrayed them (`persons`); their surnames alone are `surnames`.
"""

import numpy as np

from tasks.extract.words.reading import Reading

Found = tuple[int, int, str]
"""First token, the token after the last, and how the name was found."""


def repeated(reading: Reading, found: list[Found], taken: bytearray) -> list[Found]:
    """Further places of the names of two words and more among `found`; marks them in `taken`."""
    names: dict[int, list[tuple[int, ...]]] = {}
    for start, end, _ in found:
        words = tuple(reading.word[start:end])
        if len(words) > 1 and reading.classes[start] != ord("P") and not reading.meaning(start).clitic:
            known = names.setdefault(reading.document_of(start) * len(reading.words) + words[0], [])
            if words not in known:
                known.append(words)
    if not names:
        return []
    firsts = np.zeros(len(reading.words), dtype=np.bool_)
    firsts[[words[0] for known in names.values() for words in known]] = True
    free = np.flatnonzero(firsts[reading.tokens.word] & (np.frombuffer(taken, dtype=np.uint8)[:-1] == 0))
    keys = reading.documents_of(free) * len(reading.words) + reading.tokens.word[free]
    again = []
    for at, key in zip(free.tolist(), keys.tolist(), strict=True):
        for words in sorted(names.get(key, ()), key=len, reverse=True):
            end = at + len(words)
            if 1 not in taken[at:end] and tuple(reading.word[at:end]) == words:
                taken[at:end] = b"\1" * len(words)
                again.append((at, end, "full_name"))
                break
    return again
