"""What stands beside an outlet's name and says that the text has something from it.

«وفقا ل…», «قالت صحيفة …», «ما أوردته صحيفة "…"», «صحيفة … قالت», «… لـ"الرأي"», «مقابلة … على قناة …», «روزنامه … نوشت»,
«به … گفت». An outlet that is but spoken of has none of it beside.
"""

from typing import NamedTuple

from tasks.extract.sources.talks import spoken_to, talked_before
from tasks.extract.statements import last_of, word_of
from tasks.extract.words.particles import ABOUT, AND, BY, FOR, FOR_THE, IN, SO, without_proclitics
from tasks.extract.words.reading import Reading
from tasks.text.outlets import source_words

_LONG = 30
"""Tokens within which a talk is named before the channel that it is heard on."""
_BACK = 6
_BETWEEN = "HmpsWNtS"
_BETWEEN_LAST = "HmpsWNtw&ME"


class Evidence(NamedTuple):
    """Where what tells so begins, -1 where it is but a clitic; `talk`: somebody spoke to the outlet."""

    at: int
    talk: bool = False


def evidence(reading: Reading, start: int, end: int, sure: bool) -> Evidence | None:
    """What tells so of the outlet at tokens `start` to `end` (exclusive); `sure`: the words mean nothing else."""
    unsure = not sure and reading.classes[start : start + 1] == b"q"
    if unsure and reading.meaning(start).clitic and not reading.begins(start, FOR, BY, AND):
        return None
    cue, letter = _cue_before(reading, start)
    if letter and (not unsure or letter in "ai" or (letter == "v" and _ends_there(reading, end))):
        return Evidence(cue, letter == "i")
    talk, how = spoken_to(reading, start)
    if talk >= 0 and (sure or how != "spoken" or _is_led(reading, start)):
        return Evidence(talk, how == "spoken")
    if _is_told(reading, start, end, sure) and (not unsure or _ends_there(reading, end)):
        return Evidence(-1)
    at = _beside(reading, start, end) if sure else -1
    return Evidence(at) if at >= 0 else None


def _cue_before(reading: Reading, start: int) -> tuple[int, str]:
    """The cue right before a source: only words such as "agency" may stand between."""
    last = reading.lexicon.verb == "last"
    between = _BETWEEN_LAST if last else _BETWEEN
    at, plain = start - 1, True
    while at >= max(0, start - _BACK):
        head = _head(reading, at)
        letter = chr(reading.classes[head])
        if letter in "aivr":
            # "The agency said" is a source; "a guest said on the channel" is not. A Persian verb is the sentence's before.
            return (head, letter) if letter != "v" or (plain and not last) else (-1, "")
        word = word_of(reading, head)
        if letter not in between and not (last and letter == "O" and word in source_words("reporter")):
            break
        plain = plain and (letter in "HmtS" or word in source_words("by_it"))
        at = head - 1
    return -1, ""


def _ends_there(reading: Reading, end: int) -> bool:
    """Whether a name that is another word, too, is followed by none that could go on with it: not «لبناء جدار»."""
    return reading.classes[end : end + 1] not in (b"s", b"w", b"W", b"G", b"l", b"M", b"E", b"L", b"O")


def _is_led(reading: Reading, start: int) -> bool:
    """Whether a preposition stands before a name that is another word, too."""
    led = reading.classes[start - 1 : start] in (b"p", b"f", b"i", b"H", b"m")
    return led or (reading.meaning(start).clitic > 0 and reading.begins(start, FOR, BY))


def _head(reading: Reading, token: int) -> int:
    """Begin of the phrase that `token` belongs to."""
    while token > 0 and reading.classes[token : token + 1] == b"_":
        token -= 1
    return token


def _is_told(reading: Reading, start: int, end: int, sure: bool) -> bool:
    """Arabic «قال … لوكالة …»: "for" before an outlet, in the clause of a verb of saying; «الوزير لـ"…": …»."""
    if not reading.lexicon.has_article or reading.spans.inside[start]:
        return False
    first = before_kind(reading, start)
    low = reading.sentence_start(first)
    apart = first > low and word_of(reading, first - 1) in (FOR, FOR_THE)
    if not (apart and sure) and not (reading.meaning(first).clitic and reading.begins(first, FOR)):
        return False
    at = first - apart
    if at > low and word_of(reading, at - 1) in source_words("belongs"):
        return False
    said = last_of(reading, b"vkae", low, at)
    if said >= 0:
        return said > last_of(reading, b"cC", low, at)
    while reading.classes[end : end + 1] == b"m":
        end += 1
    return reading.classes[end : end + 1] == b":" or (at > low and _in(word_of(reading, at - 1), "tells"))


def _beside(reading: Reading, start: int, end: int) -> int:
    """The token that tells so and is no cue of its own; -1 where there is none."""
    first = before_kind(reading, start)
    low = reading.sentence_start(start)
    word = word_of(reading, first - 1) if first > low else ""
    at = first - 1 - (first - 1 > low and word in source_words("by_it"))
    if word and _in(word_of(reading, at), "published_by"):
        return at
    if first - 1 > low and reading.classes[first - 1] in b"fp" and _in(word_of(reading, first - 2), "published_in"):
        return first - 2
    if reading.lexicon.has_article:
        if word and _in(word, "quotes_from") and any(word_of(reading, end + n) == ABOUT for n in range(4)):
            return at
        if _is_written(reading, first, low):
            return first - 1
        if word and _in(word, "on_air") and _talk(reading, first):
            return first - 1
        return _verb_behind(reading, first, end)
    near = word in source_words("written_in")
    if word and (near or word in source_words("told")):
        said = _verb(reading, end, 0 if near else 4) >= 0 or (not near and b"c" in reading.classes[end : end + 3])
        return first - 1 if said else -1
    return _verb_behind(reading, first, end)


def _is_written(reading: Reading, first: int, low: int) -> bool:
    """«كتب … في صحيفة …», with nothing said in between."""
    if word_of(reading, first - 1) != IN and not reading.begins(first, BY):
        return False
    low = max(low, first - _LONG // 3, last_of(reading, b"cC:", low, first) + 1)
    return any(_in(word_of(reading, at), "writes") for at in range(low, first))


def _in(word: str, key: str) -> bool:
    """Whether the folded word is listed, with a clitic "and" or without."""
    return word in source_words(key) or (word[1:] in source_words(key) and word[0] in (AND, SO))


def before_kind(reading: Reading, start: int) -> int:
    """Where a name begins with its marks and the word for its kind: «صحيفة "…"», «روزنامه انگلیسی …»."""
    low = reading.sentence_start(start)
    at = start
    while at > low and reading.classes[at - 1 : at] in (b"m", b"("):
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
    """Whether a talk is named before, in the same sentence: a programme, an interview; nothing that is shown there."""
    low = max(reading.sentence_start(at), at - _LONG)
    if any(word_of(reading, token) in source_words("shown") for token in range(max(low, at - 5), at)):
        return False
    return talked_before(reading, at)


def _verb(reading: Reading, end: int, further: int = 5) -> int:
    """The verb of saying behind a name, but for what says when or in which report (`further` words); -1 where there is none."""
    at = end
    while reading.classes[at : at + 1] in (b"m", b"N", b"t", b"_", b"d"):
        at += 1
    if reading.lexicon.has_article:
        if _in(word_of(reading, at), "published_by"):
            return at
    else:
        at += reading.classes[at : at + 1] == b"L"
        for _ in range(further):
            placed = reading.classes[at - 1 : at] == b"p" and reading.classes[at : at + 1] in (b"M", b"L")
            if not placed and reading.classes[at : at + 1] not in (b"p", b"s", b"S", b"t", b"_", b",", b"w"):
                break
            at += 1
    said = reading.classes[at : at + 1] in (b"v", b"a") and not reading.meaning(at).clitic
    return at if said else -1


_BEGINS = (b"", b"\n", b".", b",", b"c", b"C", b":", b"&", b">", b")", b"t", b"-")


def _verb_behind(reading: Reading, first: int, end: int) -> int:
    """The verb whose subject the name is: nothing of the same clause stands before it."""
    at = _head(reading, first - 1) if first > 0 else -1
    begins = at < 0 or reading.classes[at : at + 1] in _BEGINS or _in(word_of(reading, at), "before_subject")
    return _verb(reading, end) if begins else -1


def published_there(reading: Reading, at: int, end: int) -> bool:
    """Whether something was said or published on the platform whose preposition begins at `at` and whose name ends at `end`."""
    low = max(reading.sentence_start(at), at - _LONG, last_of(reading, b"cC", max(0, at - _LONG), at) + 1)
    posts = [token for token in range(max(low, at - 12), at) if _is_post(reading, token)]
    if not reading.lexicon.has_article:
        stop = min(reading.sentence_end(at), end + 14)
        words = [word_of(reading, token) for token in (*range(max(low, at - 3), at), *range(end, min(end + 3, stop)))]
        if not (source_words("own") | source_words("made_public")).isdisjoint(words):
            return True
        said = min((v for c in b"vcC:" if (v := reading.classes.find(bytes([c]), end, stop)) >= 0), default=-1)
        return said >= 0 and (reading.classes[said : said + 1] == b"v" or bool(posts))
    after = end
    while reading.classes[after : after + 1] == b"m":
        after += 1
    if reading.classes[after : after + 1] in (b"c", b"C") or any(_in(word_of(reading, t), "posted") for t in posts):
        return True
    # «عبر حسابها على …»
    if posts and word_of(reading, posts[-1]) in source_words("own_accounts") and _goes_through(reading, posts[-1]):
        return True
    said = last_of(reading, b"vka", low, at)
    behind = reading.classes.find(b"v", end, min(reading.sentence_end(at), end + 6))
    return (said >= 0 and (bool(posts) or at - said <= 8)) or (behind >= 0 and bool(posts))


def _goes_through(reading: Reading, account: int) -> bool:
    return reading.classes[account - 1 : account] in (b"p", b"f")


def _is_post(reading: Reading, token: int) -> bool:
    """Whether it is what one publishes, or one's place there."""
    word = word_of(reading, token)
    bare = without_proclitics(word)
    return not (source_words("posted") | source_words("accounts")).isdisjoint((word, bare))
