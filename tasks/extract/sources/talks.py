"""To whom somebody speaks: interviews, reporters, programmes and articles that are named before an outlet."""

from tasks.extract.statements import word_of
from tasks.extract.words.particles import FOR, WITH, without_proclitics
from tasks.extract.words.reading import Reading
from tasks.text.outlets import source_words

_BACK = 6
_LONG = 30
"""Tokens within which a talk is named before the channel that it is heard on."""


def spoken_to(reading: Reading, start: int) -> tuple[int, str]:
    """Where a talk, a reporter or an article is named before an outlet, and which of them: «في اتصال هاتفي ل…», «مراسل …»."""
    low = max(reading.sentence_start(start), start - _BACK)
    for at in range(start - 1, low - 1, -1):
        if reading.classes[at] == ord("O") and _asks(reading, at):
            return at, "reporter"
        if reading.classes[at] not in b"sfpmH_wWNA(Sai":
            break
        word = word_of(reading, at)
        bare = without_proclitics(word) if reading.lexicon.has_article else word
        if word in source_words("shown"):
            break
        if (word in source_words("reporter") or bare in source_words("reporter")) and _reports(reading, at):
            return at, "reporter"
        if word in source_words("written") or bare in source_words("written"):
            return at, "written"
        if is_talk(reading, at):
            return at, "spoken"
        if word == WITH:
            # «مقابلة أجراها الوزير مع قناة …»
            low = max(reading.sentence_start(start), at - _BACK - 2)
            return next(((talk, "spoken") for talk in range(at - 1, low - 1, -1) if is_talk(reading, talk)), (-1, ""))
    return -1, ""


def _asks(reading: Reading, at: int) -> bool:
    """Persian «در پاسخ به سؤال خبرنگار …»."""
    if reading.lexicon.has_article or word_of(reading, at) not in source_words("reporter"):
        return False
    return word_of(reading, at - 1) in source_words("asked_by")


def _reports(reading: Reading, at: int) -> bool:
    """Whether a reporter brings it or is told it: not «الاعتداء على مراسلة …», where something happens to them."""
    if not reading.lexicon.has_article or word_of(reading, at).startswith(FOR):
        return True
    before, word = reading.classes[at - 2 : at], word_of(reading, at - 1)
    if word in source_words("suffered") or (before[1:] == b"p" and word in source_words("against")):
        return False
    named = before[1:] in (b"G", b"P") or before == b"GW"
    return not named or reading.classes.rfind(b"v", max(0, at - _BACK), at) >= 0


def is_talk(reading: Reading, at: int) -> bool:
    """Whether the word is a talk: an interview, a visit; a programme where somebody takes part in it."""
    word = word_of(reading, at)
    bare = without_proclitics(word) if reading.lexicon.has_article else word
    if source_words("spoken").isdisjoint((word, bare)) or bare in source_words("reporter"):
        return False
    inside = word_of(reading, at - 1) in source_words("on_programme") or word[1:] in source_words("programmes")
    return inside or source_words("programmes").isdisjoint((word, bare))


def talked_before(reading: Reading, at: int) -> bool:
    """Whether a talk is named before the token in its sentence."""
    low = max(reading.sentence_start(at), at - _LONG)
    return reading.classes.find(b"i", low, at) >= 0 or any(is_talk(reading, token) for token in range(low, at))


def said_around(reading: Reading, at: int) -> bool:
    """Whether a verb of saying stands in the token's sentence."""
    start, end = reading.sentence_start(at), reading.sentence_end(at)
    return any(letter in reading.classes[start:end] for letter in (b"v", b"k", b"a"))
