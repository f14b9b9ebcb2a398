"""Urging and accusing take an object and "to", not a complementiser: the whole object clause is the statement.

In Arabic the subject stands between the verb and whom it urges: where it ends is read here from classes alone.
"""

import re

from tasks.extract.speakers.addressees import is_addressee
from tasks.extract.statements import Quote, closing_mark, marked, n_words, phrase_end, trim, word_of
from tasks.extract.words.particles import AND_THE, FOR_THE, THE
from tasks.extract.words.reading import Reading

_SUBJECT = re.compile(rb"(?:T_*)*P_*|O_*(?:[NLEMA]_*)*(?:[wGPl][wlGWx_]*)?")
# Arabic: a time, then an office with its bearer, a name, a body or a group, an apposition between commas.
_APPOSED = rb"(?:,[^,.\n:vuk]{1,14},)?"
_SUBJECT_FIRST = re.compile(
    rb"(?:t_*)*(?:(?:(?:T_*)*(?:P_*|G_*(?:x_*)?(?:[GwWxl]_*){0,2})"
    rb"|O_*(?:[NLEMA]_*|f_*[LE]_*){0,3}(?:,?(?:[TN]_*)*(?:[GP]_*|[wl](?:x_*)?[wlG])(?:[wlGWx_]*){0,3})?)%b"
    rb"|(?:[MEH]_*(?:m[^m\n.]{1,5}m)?(?:[NLA]_*){0,2}|S_*[NA]?_*|L_*|Q_*|m[^m\n.]{1,5}m)(?:,p[^,.\n:vuk]{1,18},)?)"
    rb"(?:,?t_*){0,2},?" % _APPOSED
)
_TAKEN_OVER = re.compile(rb"[,&][vkr]_*|[vk]_*[^.\n]{0,12}[cC:]")


def without_complementiser(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Urging and accusing take an object and "to", not a complementiser: the whole object clause is the statement."""
    used = {quote.cue for quote in found}
    inside = reading.spans.inside
    made = []
    for match in re.finditer(rb"[uv]_*", reading.classes):
        cue = match.start()
        if reading.classes[cue] == ord("v") and (cue in used or not _denies(reading, cue)):
            continue
        if word_of(reading, match.end()) in reading.lexicon.words_of("courts"):
            continue
        if cue in used or inside[cue] or reading.lexicon.verb == "last" or not _has_subject(reading, match.end()):
            continue
        start = match.end()
        if reading.lexicon.verb != "first":
            subject = _SUBJECT.match(reading.classes, start)
            start = subject.end() if subject else start
        elif not is_addressee(reading, cue, start):
            subject = _SUBJECT_FIRST.match(reading.classes, start)
            start = _past_occasion(reading, _whole_subject(reading, start, subject.end() if subject else start))
        end = reading.sentence_end(start)
        later = _TAKEN_OVER.search(reading.classes, start, end)
        end = later.start() if later else end
        mark = reading.classes.find(b"<", start, end)
        if 0 <= mark <= start + 2 and closing_mark(reading, mark) >= end - 1:
            made.append(marked(reading, mark, "mixed", cue, mark, 0.6))
        elif _has_object(reading, cue, start, end):
            kind = "mixed" if mark >= 0 else "indirect"
            made.append(Quote(start, trim(reading, start, end), kind, cue, start, 0.5))
    return made


def _denies(reading: Reading, cue: int) -> bool:
    """Whether a verb denies: in Arabic what is denied may be any noun, «نفى الوزير الشائعات»."""
    return reading.lexicon.verb == "first" and reading.meaning(cue).detail == "denied"


def _has_subject(reading: Reading, token: int) -> bool:
    """In Arabic a verb that takes an object has its subject or addressee beside it; «طالب» is a student too."""
    if reading.lexicon.verb != "first" or reading.classes[token : token + 1] != b"s":
        return reading.lexicon.verb != "first" or reading.classes[token : token + 1] not in (b"p", b"f", b"d", b"t")
    return reading.begins(token, "\u0627\u0644")


def _has_object(reading: Reading, cue: int, start: int, end: int) -> bool:
    """Whether there is something to what is urged; in Arabic an accusation needs no preposition of its own."""
    if reading.lexicon.verb == "first" and reading.meaning(cue).detail in ("accused", "denied"):
        return n_words(reading, start, end) >= 4
    return re.search(rb"[pf]", reading.classes[start : min(end, start + 15)]) is not None and end - start >= 5


_NAMED = re.compile(
    rb"(?:D_*O_*|[sWTONDA])(?:[sWTNLEMADwx_]|f_*(?=[LEMsW])){0,8}?,?(?:T_*)*(?:G_*[GwWxl_]{0,3}|P_*)(?:,[^,.\n:vuk]{1,14},)?,?"
)


def _whole_subject(reading: Reading, start: int, end: int) -> int:
    """End of a subject of which tokens to `end` are known: up to a name, behind adjectives, behind what a body is of."""
    if reading.classes[start] in b"\n.":
        return end
    named = _NAMED.match(reading.classes, start) if end == start or reading.classes[start] == ord("O") else None
    if named is not None and named.end() > end:
        return _past_manner(reading, named.end())
    at = max(end, start + 1)
    if end == start:
        defined = word_of(reading, start).startswith(THE)
        described = defined and (reading.classes[at] in b"NA" or _is_relating(reading, at))
        # A definite word that nobody knows is a surname.
        definite = word_of(reading, at).startswith(THE) or reading.classes[at] in b"MOLET"
        surname = reading.classes[start] == ord("W") and definite
        at = at if described or surname else start
    elif reading.classes[start] == ord("S"):
        at += at == start + 1 and reading.classes[at] in b"sw" and not word_of(reading, at).startswith(_NOT_SAID_OF)
    else:
        bare = end == phrase_end(reading, start) and not word_of(reading, start).startswith(THE)
        body = bare and reading.classes[start] == ord("M")
        for _ in range(2):
            at += body and reading.classes[at] in b"sWw" and word_of(reading, at).startswith(THE)
    if end == start < at and _is_relating(reading, at):
        at += 1
    ministry = reading.classes[start] == ord("M") and not word_of(reading, start).startswith(THE)
    while at > start and (
        reading.classes[at] in b"NA_"
        or word_of(reading, at).startswith(FOR_THE)
        or (ministry and word_of(reading, at).startswith(AND_THE))
    ):
        at += 1
    return _past_manner(reading, at)


def _is_relating(reading: Reading, at: int) -> bool:
    """Whether a word looks like «الدولية»: an article, and the ending of what relates to something."""
    return word_of(reading, at).startswith(THE) and word_of(reading, at).endswith(_RELATING)


def _past_occasion(reading: Reading, start: int) -> int:
    """Behind «على هامش …،» and its comma, where the object comes late."""
    on = reading.classes[start] == ord("p") and word_of(reading, start) in reading.lexicon.words_of("on_occasion")
    if not on and reading.classes[start] not in b"fai":
        return start
    comma = reading.classes.find(b",", start, min(start + 16, reading.sentence_end(start)))
    return comma + 1 if comma >= 0 else start


def _past_manner(reading: Reading, at: int) -> int:
    while word_of(reading, at) in reading.lexicon.words_of("manner"):
        at += 1
    return at


# Endings of an adjective that relates to something, folded.
_RELATING = ("\u06cc", "\u06cc\u0647")
# "The", "for", "by": no adjective of a source.
_NOT_SAID_OF = ("\u0627\u0644", "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER BEH}")
