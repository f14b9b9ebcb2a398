"""Whose an Arabic text is in which something was said: «نشر اللاعب تدوينة قال فيها إن», «تصريحات الرئيس التي أكد فيها»."""

from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import word_of
from tasks.extract.words.particles import THE
from tasks.extract.words.reading import Reading

_INDEFINITE = "\u0627"
_HEADS = b"OGPTME"
_FAR = 40
_NEAR = 4
"""Tokens from the beginning of a sentence within which its subject begins."""


def writer_of(phrases: SubjectPhrases, cue: int, token: int, end: int) -> Speaker | None:
    """Who says in it: behind "in it" of `token`, behind the text, or he who published it; None without a text."""
    reading = phrases.reading
    # Behind urging stands who is urged: «دعا فيه الحكومة إلى».
    behind = _who(phrases, token + 1, end) if token + 1 < end and reading.classes[cue] != ord("u") else None
    if behind is not None:
        return behind
    start = max(reading.sentence_start(cue), cue - _FAR)
    listed = reading.lexicon.words_of("written")
    text = next((at for at in range(cue - 1, start - 1, -1) if _stem(reading, at) in listed), -1)
    if text < 0:
        return None
    first = next((who for at in (text + 1, text + 2) if (who := _who(phrases, at, cue)) is not None), None)
    if first is not None or not set(reading.classes[start:text]).isdisjoint(b"cC<"):
        return first
    return next(
        (who for at in range(start, min(start + _NEAR, text)) if (who := _who(phrases, at, text)) is not None), None
    )


def _who(phrases: SubjectPhrases, at: int, end: int) -> Speaker | None:
    if phrases.reading.classes[at] not in _HEADS:
        return None
    found = phrases.at(at, end) or (phrases.group(at, end) if phrases.reading.classes[at] in b"ME" else None)
    return found if found is not None and found.resolution != "pronoun" else None


def _stem(reading: Reading, at: int) -> str:
    return word_of(reading, at).removeprefix(THE).removesuffix(_INDEFINITE)
