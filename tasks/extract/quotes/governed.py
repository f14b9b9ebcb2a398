"""Statements whose cue takes a noun and no complementiser: «شدد على ضرورة …», «نفى أي تأثير», «داعيا إلى …».

What follows such a cue is a statement where the noun says that something is, should be or was done: a verbal noun, known
by its shape or from a list, or anything behind the preposition that the cue governs. Announcing a thing is none.
"""

import re

import polars as pl

from tasks.extract.quotes.clauses import clause_end, is_reporting
from tasks.extract.statements import Quote, closing_mark, n_words, phrase_end, sort_of, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import AND, THE
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools

Cue = tuple[int, int, int]
_CUE = re.compile(rb"[vuk]_*")
_WINDOW = re.compile(rb"[^.\n:vuk]{0,45}")
# What a verbal noun that is the object may stand behind: the cue, a name, an adjective, a time, a comma.
_BEFORE_OBJECT = b"tGPNLEAWdlMZRTem,v>ku"
_FEMININE = "\N{ARABIC LETTER HEH}"
_NO_OBJECT = b",.\n:cCnRtv)&-"


class VerbalNouns:
    """Which tokens are verbal nouns, by themselves or behind the preposition that is written with them."""

    def __init__(self, reading: Reading) -> None:
        facts = reading.lexicon.facts["objects"]
        shape, listed, none = facts["shape"], facts["nouns"], facts["not_nouns"]
        ending = facts["endings"]
        nouns = "|".join(listed)
        folded = pl.col("folded")
        frame = pl.DataFrame({"folded": reading.tokens.folded, "form": reading.tokens.forms})
        # Without its hamza «إنجاز» looks like a plural; behind a preposition or an article few of those stand.
        bare = f"(?:{shape}|{nouns})(?:{ending})?"
        joined = f"(?:{shape}|{facts['shape_with_hamza']}|{nouns})(?:{ending})?"
        hamza = pl.col("form").str.starts_with("\N{ARABIC LETTER ALEF WITH HAMZA BELOW}")
        not_one = folded.str.replace("^(?:[وف]?ب?(?:ال)?)", "").is_in(none)
        made = frame.select(
            ((folded.str.contains(f"^{bare}$") | (hamza & folded.str.contains(f"^{joined}$"))) & ~not_one).alias(
                "bare"
            ),
            (folded.str.contains(f"^ب(?:ال)?{joined}$") & ~not_one).alias("joined"),
            (folded.str.contains(f"^ال{joined}$") & ~not_one).alias("definite"),
        )
        self.bare: Bools = made["bare"].to_numpy()[reading.tokens.word]
        # His own, not of a feminine: «استقالته», «رفضهم», but not «استقالة».
        theirs = frame.select(
            (
                folded.str.contains("(?:\u0647\u0627|\u0647\u0645|\u0647\u0645\u0627)$")
                | pl.col("form").str.ends_with("\u0647")
            ).alias("theirs")
        )
        self.theirs: Bools = self.bare & theirs["theirs"].to_numpy()[reading.tokens.word]
        self.joined: Bools = made["joined"].to_numpy()[reading.tokens.word]
        self.definite: Bools = made["definite"].to_numpy()[reading.tokens.word]


def by_object(reading: Reading, matches: list[Cue]) -> list[Quote]:
    """Statements that are the object of their cue; `matches` are cues with their triggers, which come later or never."""
    facts = reading.lexicon.facts.get("objects")
    if facts is None:
        return []
    nouns = VerbalNouns(reading)
    governed: dict[str, list[str | None]] = {}
    for word, cues in facts["prepositions"].items():
        for labelled in cues:
            governed.setdefault(labelled, []).append(word)
    direct, performing = frozenset(facts["direct"]), frozenset(facts["performing"])
    whole = frozenset(facts["from_addressee"])
    revealing, revealed = frozenset(facts["revealing"]), frozenset(facts["revealed"])
    triggers = {cue: trigger for cue, _, trigger in matches}
    inside, participles = reading.spans.inside, reading.lexicon.participles
    made = []
    for match in _CUE.finditer(reading.classes):
        cue, end = match.span()
        label = reading.meaning(cue).label
        if inside[cue] or not (label in governed or label in direct or label in whole or label in performing):
            continue
        trigger = triggers.get(cue, -1)
        last = _last(reading, cue, end, trigger)
        # «جدد … مطالبة»: a verbal noun that is spelt as a participle.
        last += trigger < 0 and reading.classes[last : last + 1] == b"k" and bool(nouns.bare[last])
        participle = label in participles
        if participle and not is_reporting(reading, cue):
            continue
        starts = (
            _object(reading, nouns, end, last, word, label in direct, trigger >= 0, label in whole)
            for word in governed.get(label, [None])
        )
        start = next((at for at in starts if at >= 0), -1)
        if start < 0 and label in performing:
            start = next((at for at in range(end, last) if nouns.theirs[at] and _may_begin(reading, at, end)), -1)
        if start >= 0 and (label not in revealing or word_of(reading, start) in revealed):
            made.append(_statement(reading, cue, start))
    return [quote for quote in made if n_words(reading, quote.start, quote.end) > 2]


def _last(reading: Reading, cue: int, end: int, trigger: int) -> int:
    """Where the object of the cue begins at the latest: before "that", and an occasion «بمناسبة إشرافها على …، أن»."""
    window = _WINDOW.match(reading.classes, end)
    last = window.end() if window else end
    if trigger < 0:
        return min(last, len(reading.classes))
    last = min(last, trigger)
    if reading.classes[cue] == ord(codes.URGE):
        return last
    occasions = reading.lexicon.facts["objects"]["occasions"]
    return next((at for at in range(end, last) if word_of(reading, at) in occasions), last)


def _statement(reading: Reading, cue: int, start: int) -> Quote:
    end = clause_end(reading, start)
    if reading.classes[start] == ord(codes.OPEN) and end - closing_mark(reading, start) <= 2:
        return Quote(start + 1, closing_mark(reading, start), "mixed", cue, start, 0.8)
    return Quote(start, end, sort_of(reading, start, end), cue, start, 0.7)


def _object(
    reading: Reading,
    nouns: VerbalNouns,
    end: int,
    last: int,
    preposition: str | None,
    direct: bool,
    wants_noun: bool,
    whole: bool,
) -> int:
    """Where the object of `cue` begins; -1 where it has none. With a complementiser to come only a verbal noun counts."""
    classes = reading.classes
    if whole and end < last and classes[end] in b"swWMLEGOTPNxQmpB" and _is_charged(reading, end):
        return end
    if preposition is not None and classes[end - 1] == ord("_") and _is_behind(reading, nouns, end, wants_noun):
        return end
    for at in range(end, last):
        letter = classes[at]
        if letter == ord("<"):
            return -1
        if direct and nouns.bare[at] and letter in b"swvtpk" and _may_begin(reading, at, end):
            return at
        if preposition is None:
            continue
        if preposition == "ب":
            if (
                nouns.joined[at]
                and letter in b"sw"
                and word_of(reading, at) not in reading.lexicon.facts["objects"]["no_objects"]
            ):
                return at
        elif letter in b"pfc" and reading.meaning(at).label == preposition and not _is_issued(reading, at):
            start = phrase_end(reading, at)
            if start < len(classes) and _may_follow(reading, nouns, start, wants_noun):
                return start
    return -1


def _is_charged(reading: Reading, start: int) -> bool:
    """Whether a participle has an object and, if it accuses, a charge: «متهما» is a defendant too."""
    # «ومطالبة» with "and" is the noun too.
    noun = reading.begins(start - 1, "\N{ARABIC LETTER WAW}") and word_of(reading, start - 1).endswith(_FEMININE)
    if noun or reading.begins(start, "\N{ARABIC LETTER WAW}"):
        return False
    if reading.meaning(start - 1).label not in reading.lexicon.facts["objects"]["charging"]:
        return True
    stop = min(start + 8, reading.sentence_end(start))
    return any(reading.begins(at, "\N{ARABIC LETTER BEH}") for at in range(start, stop))


def _is_issued(reading: Reading, at: int) -> bool:
    """Whether the preposition belongs to the word before it: «بلاغ صادر عن», «وزيرة الثقافة والمحافظة على التراث»."""
    word = word_of(reading, at - 1)
    related = word.removeprefix(AND).removeprefix(THE) in reading.lexicon.words_of("relations")
    return related or word in reading.lexicon.facts["objects"]["no_governors"]


def _is_behind(reading: Reading, nouns: VerbalNouns, end: int, wants_noun: bool) -> bool:
    """Whether the preposition is a part of the cue, «عبر عن», and its object stands right behind."""
    return end < len(reading.classes) and _may_follow(reading, nouns, end, wants_noun)


def _may_begin(reading: Reading, at: int, end: int) -> bool:
    """Whether a verbal noun at `at` may be the object, and not a part of the subject or behind a preposition."""
    if at == end:
        return True
    before = reading.classes[at - 1]
    if before == ord("_"):
        return reading.classes[max(0, at - 8) : at].rstrip(b"_")[-1] in b"GPLENAtMO"
    if before == ord("s"):
        return _definite(reading, at - 1) or word_of(reading, at - 1) in reading.lexicon.words_of("manner")
    if before == ord("M"):
        # «حكومة تصريف …»: a body without an article goes on.
        return _definite(reading, at - 1)
    return before in _BEFORE_OBJECT


def _definite(reading: Reading, at: int) -> bool:
    return reading.begins(at, "ال", "لل", "بال")


def _may_follow(reading: Reading, nouns: VerbalNouns, start: int, wants_noun: bool) -> bool:
    """Whether an object may begin behind the preposition: not «على هامش …», and perhaps a verbal noun alone."""
    letter = reading.classes[start]
    word = word_of(reading, start)
    if letter == ord(codes.OPEN):
        return True
    if letter in _NO_OBJECT or word in reading.lexicon.facts["objects"]["no_objects"]:
        return False
    if nouns.bare[start] or nouns.definite[start]:
        return True
    return not wants_noun and letter not in b"pTGPQqHy"
