"""Whom "according to" names: the source of a statement beside its cue."""

from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import Quote, phrase_end, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

RELAY = "\u0646\u0642\u0644"
"""Head of the cues that relay what another has said."""


def is_of(reading: Reading, token: int) -> bool:
    """Whether the token is the "from" of a relay: «نقلت الوكالة عن X»."""
    return reading.meaning(token).label == "\u0639\u0646"


def source_of(phrases: SubjectPhrases, quote: Quote) -> Speaker | None:
    """The speaker named behind "according to"; None for «على حد قوله», whose words are somebody's named before."""
    reading = phrases.reading
    if reading.classes[quote.cue] == ord(codes.ASIDE):
        return None
    at, end = phrase_end(reading, quote.cue), reading.sentence_end(quote.cue)
    if reading.meaning(quote.cue).label.startswith(RELAY):
        # «نقلت الوكالة عن X أن …»
        of = next((token for token in range(at, min(at + 14, end)) if is_of(reading, token)), at)
        at, end = of + 1, quote.trigger
    if at - quote.cue > 1 and reading.classes[at : at + 1] == b"s" and reading.lexicon.verb == "first":
        at += 1
    elif reading.classes[at : at + 1] == b"v":
        at = phrase_end(reading, at)
        at += reading.classes[at : at + 1] == b"p"
    if reading.classes[at] == ord("s") and word_of(reading, at) in reading.lexicon.words_of("speech_nouns"):
        at += 1
    while at < end and reading.classes[at] in (b"tQ,m" if reading.lexicon.verb == "first" else b"t"):
        at = phrase_end(reading, at)
    described = phrases.described_name(at, end) if reading.lexicon.verb == "first" else None
    return phrases.at(at, end) or described or phrases.group(at, end)
