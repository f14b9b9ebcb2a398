"""What stands beside an outlet's name and says that the text has something from it, where no cue stands right before it.

«ما أوردته صحيفة "…"», «صحيفة … قالت», «… لـ"الرأي"», «مقابلة … على قناة …», «روزنامه … نوشت», «به … گفت».
"""

from tasks.extract.particles import AND, FOR, SO, THE, without_proclitics
from tasks.extract.reading import Reading
from tasks.extract.statements import last_of, word_of
from tasks.text.outlets import source_words

_LONG = 30
"""Tokens within which a talk is named before the channel that it is heard on."""


def beside(reading: Reading, start: int, end: int) -> int:
    """The token that tells so of the outlet at tokens `start` to `end` (exclusive); -1 where it is but mentioned."""
    first = before_kind(reading, start)
    word = word_of(reading, first - 1) if first > reading.sentence_start(start) else ""
    if word and _in(word, "published_by"):
        return first - 1
    if reading.lexicon.has_article:
        if (word == FOR and follows_saying(reading, first)) or (word and _in(word, "on_air") and _talk(reading, first)):
            return first - 1
        return _verb_behind(reading, first, end)
    told = word and _in(word, "told") and _verb(reading, end)
    return first - 1 if told else _verb_behind(reading, first, end)


def _in(word: str, key: str) -> bool:
    """Whether the folded word is listed, with a clitic "and" or without."""
    return word in source_words(key) or (word[1:] in source_words(key) and word[0] in (AND, SO))


def before_kind(reading: Reading, start: int) -> int:
    """Where a name begins with its marks and the word for its kind: «صحيفة "…"», «روزنامه انگلیسی …»."""
    low = reading.sentence_start(start)
    at = start
    while at > low and reading.classes[at - 1 : at] == b"m":
        at -= 1
    kind = at
    for _ in range(4):
        if kind <= low or reading.classes[kind - 1 : kind] not in (b"H", b"_", b"N", b"m"):
            break
        kind -= 1
        if reading.classes[kind : kind + 1] == b"H":
            at = kind
    return at


def follows_saying(reading: Reading, at: int) -> bool:
    """Whether a word of saying or quoting stands before the token in its sentence."""
    return last_of(reading, b"vka", reading.sentence_start(at), at) >= 0


def _talk(reading: Reading, at: int) -> bool:
    """Whether a talk is named before, in the same sentence: a programme, an interview."""
    low = max(reading.sentence_start(at), at - _LONG)
    return any(_is_talk(word_of(reading, token)) for token in range(low, at))


def _is_talk(word: str) -> bool:
    bare = without_proclitics(word)
    return not source_words("spoken").isdisjoint((word, bare, bare.removeprefix(THE)))


def _verb(reading: Reading, end: int) -> int:
    """The verb of saying right behind a name, but for what says when or in which report; -1 where there is none."""
    at = end
    while reading.classes[at : at + 1] in (b"m", b"N", b"t", b"_"):
        at += 1
    if not reading.lexicon.has_article:
        for _ in range(4):
            if reading.classes[at : at + 1] not in (b"p", b"s", b"S", b"t", b"_", b","):
                break
            at += 1
    said = reading.classes[at : at + 1] in (b"v", b"a") and not reading.meaning(at).clitic
    return at if said else -1


_BEGINS = (b"", b"\n", b".", b",", b"c", b"C", b":", b"&", b">", b")", b"t", b"-")


def _verb_behind(reading: Reading, first: int, end: int) -> int:
    """The verb whose subject the name is: nothing of the same clause stands before it."""
    at = first - 1
    while at >= 0 and reading.classes[at : at + 1] == b"_":
        at -= 1
    begins = at < 0 or reading.classes[at : at + 1] in _BEGINS or _in(word_of(reading, at), "before_subject")
    return _verb(reading, end) if begins else -1
