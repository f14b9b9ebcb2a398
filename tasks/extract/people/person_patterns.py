"""Where names of persons stand, as patterns over word classes. Who is meant by a name is `persons`.

A class is one ASCII letter a token (see `codes`), so that a pattern sees neither script nor spelling.
"""

import re
from collections.abc import Iterator
from functools import cache

_PART = rb"(?:x_*){1,2}"
_WORD = rb"[wl]_*(?:~[wlGx])*"
_GIVEN = rb"G_*(?:~[wG])?(?:x_*){0,2}"
# «محمد بن زايد آل نهيان»: a house comes last, be the name before it in the register or not.
_HOUSE = rb"(?:%b(?:[wWl]|G_*))?" % _PART
# «منذر بونغ كيم،»: a given name comes last, where nothing of another name follows.
_LAST_GIVEN = rb"(?:G_*(?=[,.\n:()<>&/vucCptfkOR-]))?"
# Each way begins with its letter, not with a repetition: so the expression engine leaps from one such letter to the next.
FULL = rb"(?:%b(?:%b){0,2}(?:[wWl]_*(?:~[wlG])*|P_*|(?<=x)T)%b%b|P_*%b|%b(?:%b){1,2}%b)" % (
    *(_GIVEN, _GIVEN, _LAST_GIVEN, _HOUSE, _HOUSE),
    *(_GIVEN, _GIVEN, _HOUSE),
)
# A surname with its second half is the last word.
_FIRST = rb"[wl](?!_)(?:~[wlGx])*"
# A given name is a surname where no more of a name follows.
_SURNAME = rb"(?:%b|G_*(?![wWlGx]))" % _WORD
TWO = rb"(?:%b(?:%b)?%b)" % (_FIRST, _PART, _SURNAME)
THREE = rb"(?:%b(?:%b)?%b(?:%b)?)" % (_FIRST, _PART, _SURNAME, _WORD)
AFTER_OFFICE = rb"(?:%b|%b(?:%b)?(?:W|%b))" % (FULL, _FIRST, _PART, _SURNAME)
MODIFIERS = rb"(?:(?:f_*)?[LE]_*|[ANM]_*)*"
# What says whose office it is: "of Estonia", «الإستوني», "Estonia's" before the office.
_COUNTRY = rb"(?:[AM]_*)*(?:f_*)?[NLE]_*%b" % MODIFIERS
_COUNTRY_BEFORE = rb"[NLE]_*(?:\+s)?(?:[AD]_*)*"
# Looked at first where a pattern begins with what stands everywhere: names are dear to match.
_NAME_AHEAD = rb"(?=[GPwl][GPwlWxT_~]*+%b)"
_BOUNDARY = rb"(?=[,.\n():<>vucCO-])"
# A third unknown word is a name only where the sentence makes a break after it.
_LONG = rb"(?:%b[wWl]%b|%b(?:%b)?%b(?:%b)?%b%b)" % (FULL, _BOUNDARY, _FIRST, _PART, _FIRST, _PART, _SURNAME, _BOUNDARY)
_LONG_PERSIAN = rb"%b(?:%b){0,2}w(?!_)(?:~w)?[wW]_*(?=[,.\n:()<>&OvptRikaf/-]|$)" % (_GIVEN, _GIVEN)
# Whoever is "son of" somebody has a name: «طحنون بن زايد».
_NASAB = rb"[wD]x_*%b" % FULL
# In Arabic a third word with an article is what the verb is about.
_THREE_BARE = rb"(?:%b[wl]%b|%b(?:%b)?%b(?:%b)?%b%b)" % (
    FULL,
    _BOUNDARY,
    _FIRST,
    _PART,
    _FIRST,
    _PART,
    _SURNAME,
    _BOUNDARY,
)
_UP_TO_THREE_BARE = rb"(?:%b|%b)" % (_THREE_BARE, AFTER_OFFICE)
_UP_TO_THREE = rb"(?:%b|%b)" % (_LONG, AFTER_OFFICE)
# A footballer's name is a common word to the count; between commas and before an unknown word it is a name again.
_COMMON_FIRST = rb"s%b(?:%b)?" % (_WORD, _WORD)
_ONE_TO_THREE = rb"(?:%b|%b)" % (_UP_TO_THREE, _WORD)


# Between marks all words are the name's: «سرتیپ «یحیی سریع»».
_ALL = rb"(?:%b[swWN]_*|(?:[wl]_*|%b)(?:[wWl]_*|%b){1,2})(?=m)" % (_GIVEN, _GIVEN, _GIVEN)
_MARKED = [
    ("marks", rb"T_*m(?P<n>%b)" % _ALL),
    ("marks", rb"O_*(?:[NLEA]_*)*m(?P<n>%b)" % _ALL),
    ("marks", rb"m(?P<n>%b)(?=m,?(?:T_*)*(?:[DA]_*){0,2}O)" % _ALL),
]


@cache
def name_patterns(verb: str) -> list[tuple[str, "re.Pattern[bytes]"]]:
    """Where names stand, the surest first."""
    several = THREE if verb == "middle" else TWO
    single = rb"(?:%b|%b)" % (AFTER_OFFICE, _WORD)
    found = [
        ("office", rb"O_*%b(?:T_*)*(?P<n>%b)" % (_COUNTRY, _UP_TO_THREE)),
        ("office", rb"O_*%b(?:T_*)*(?P<n>%b)" % (MODIFIERS, single if verb == "middle" else _UP_TO_THREE_BARE)),
        # One unknown word is a name only where the office has its country: "the Tunisian president X".
        ("office", rb"O_*(?:A_*)*(?:f_*)?[NLE]_*(?:A_*)*(?P<n>%b)" % _WORD),
        *_titled(verb),
        *_MARKED,
        *_given(verb),
        (
            "apposition",
            rb"(?P<n>%b),(?:[pf]_*)?(?:[NL]_*(?:\+s)?)?(?:[AD]_*)?O"
            % several.replace(rb"[wl]", rb"[wl](?=[GPwlWxT_~]*+,[pfNLADO])", 1),
        ),
        *_appositions(verb),
    ]
    if verb == "last":
        found.insert(0, ("office", rb"O_*%b(?:T_*)*(?P<n>%b)" % (MODIFIERS, _LONG_PERSIAN)))
    if verb == "first":
        found += [("cue", rb"[vu]_*(?P<n>%b)(?=[cC:,npftO])" % TWO), ("cue", rb"[vur]_*(?P<n>[wl])(?=[cC:])")]
    elif verb == "last":
        found += [
            ("cue", rb"[.\n>](?:t_*,?)?(?P<n>%b)(?=[^.\n]{0,40}v)" % TWO),
            ("cue", rb"[.\n>](?P<n>[wl])(?=(?:t_*)?v_*[:c])"),
        ]
    else:
        found += [
            ("cue", rb"(?P<n>%b)(?=(?:,[^.\n,]{1,15},)?(?:t_*)?[vu])" % several),
            ("cue", rb"[vu]_*(?P<n>%b)(?=[.,\n])" % several),
            ("cue", rb"(?P<n>w)(?=(?:t_*)?v)"),
        ]
    return [(method, re.compile(pattern)) for method, pattern in found]


def _titled(verb: str) -> list[tuple[str, bytes]]:
    """Names behind a title; in Arabic whence somebody is may stand between: «المهاجم البولندي»."""
    if verb == "first":
        return [("title", rb"T_*(?:T_*)*(?:[NA]_*){0,2}(?:T_*)*(?P<n>%b|%b)" % (_NASAB, _UP_TO_THREE_BARE))]
    names = rb"%b|%b" % (_LONG_PERSIAN, _ONE_TO_THREE) if verb == "last" else rb"%b|%b" % (AFTER_OFFICE, _WORD)
    return [("title", rb"T_*(?:T_*)*(?P<n>%b)" % names)]


def _given(verb: str) -> list[tuple[str, bytes]]:
    """Names with a given name; in Persian, where no article tells, a third unknown word before a break is a surname too."""
    long = {"last": [rb"(?P<n>%b)" % _LONG_PERSIAN], "first": [rb"(?P<n>%b)" % _NASAB]}.get(verb, [])
    return [("given_name", pattern) for pattern in (*long, rb"(?P<n>%b)" % FULL)]


def _institutions(verb: str) -> list[bytes]:
    """Names beside an office whose institution is named: after it in Arabic, before it in Persian."""
    if verb == "first":
        name = rb"(?P<n>w(?:x_*)?[wW])"
        whose = rb"O_*(?:[WNALEMs]_*|m[^m\n.]{1,4}m){0,10}"
        return [rb"%b%b(?=[,.\n:<>()cCpftvk])" % (whose, name), rb"%b,(?:T_*)*%b(?=[,.cCtv])" % (whose, name)]
    return (
        [rb"[.\n,>&:vptR]%b(?P<n>%b)(?=(?:D_*)?O_*[MLENAswB])" % (_NAME_AHEAD % rb"[DO]", AFTER_OFFICE)]
        if verb == "last"
        else []
    )


def _appositions(verb: str) -> list[tuple[str, bytes]]:
    """Names beside an office with its country and a comma: what may be a name of one word, or of three, is one here."""
    after = rb"O_*%b" % _COUNTRY
    before = (
        rb"(?:p_*)?(?:%b|(?:D_*)?%b)" % (_COUNTRY_BEFORE + rb"O", after) if verb == "middle" else rb"(?:D_*)?" + after
    )
    # "Similarly, Iran's ambassador": where every sentence begins with a capital, one word is not enough.
    names = _UP_TO_THREE if verb == "middle" else _ONE_TO_THREE
    # Each begins with a class or two: a pattern that may begin with anything is tried at every token.
    offices = [after, _COUNTRY_BEFORE + rb"O_*"] if verb == "middle" else [after]
    found = [rb"[.\n,&<>:v]%b(?P<n>%b)(?=,%b)" % (_NAME_AHEAD % rb",[pNLEDO]", names, before)]
    for office in offices:
        found.append(rb"%b,(?:T_*)*(?P<n>%b)(?=,)" % (office, _ONE_TO_THREE))
        found.append(rb"%b,(?:T_*)*(?P<n>%b)(?=(?:t_*)?[vcC])" % (office, _UP_TO_THREE))
    if verb != "middle":
        found.append(rb"%b,(?P<n>%b)(?=,)" % (after, _COMMON_FIRST))
        # Common words are a surname between a given name and an office.
        found.append(rb"[.\n,:v](?P<n>G_*(?:s_*){1,2})(?=,(?:D_*)?O)")
    if verb == "last":
        # Where the verb stands first, the common word may be it.
        found.append(rb"[.\n,:](?P<n>%b)(?=,%b)" % (_COMMON_FIRST, before))
    return [("apposition", pattern) for pattern in (*found, *_institutions(verb))]


def name_spans(classes: bytes, pattern: "re.Pattern[bytes]", joined: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Begin and end of each name as tokens; one of `joined` begins another name: «سامي الحداد وكمال الراشد» are two.

    `classes` has a line break before the first token, so that a name may stand there as at the head of any passage.
    """
    position = 0
    while match := pattern.search(classes, position):
        start, end = match.span("n")
        cut = next((at for at in range(start + 1, end) if at - 1 in joined), None) if joined else None
        if cut is None:
            yield start - 1, end - 1
        elif cut - start - classes.count(b"_", start, cut) > 1:
            yield start - 1, cut - 1
        position = cut if cut is not None else max(match.end(), match.start() + 1)
