"""Cues that are spelt as other words: each is one only where what stands beside it says so.

`labels` gives the classes; this changes them for the few tokens whose word is in one of the lists of the language.
"""

import re
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.lexicon import Lexicon
from tasks.extract.words.no_verbs import label_no_verbs
from tasks.extract.words.tokens import Bools, Ints, Tokens
from warehouse.folding import fold_name

Codes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"

_THAT_SOON = re.compile(rb",?(?:[MOGPTWwR]_*){0,3}[cC]")
_SUBJECT_AND_THAT = re.compile(rb"_*[OGPTWwMESNLsmZQ<\"][^.,\n:vuk]{0,14}[cC<]")
_THAT_NEXT = re.compile(rb"_*[^.\n:vuk<>]{0,12}[cC]")
_CLAUSE = re.compile(rb"[^.,\n]{0,25}")
# «عبر الوزير عن …», but «عبر تويتر»: who expresses stands between.
_EXPRESSED = re.compile(rb"(?:[OGPTMEWNLAS&w_x]|(?<=.)[stmfai,]){0,16}?(?P<of>p)")
_SAID = ord(codes.CUE)
_WAW, _TEH = "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER TEH}"


def label_unsure_cues(tokens: Tokens, lexicon: Lexicon, code: Codes, meaning: Ints) -> None:
    """Make cues of the words that are used as such, and common words of the others. Changes `code` and `meaning`."""
    _prepositions(tokens, lexicon, code, meaning)
    _opening(tokens, lexicon, code, meaning)
    if lexicon.has_article:
        _passives(tokens, code, meaning)
        label_no_verbs(tokens, lexicon, code, meaning)
    unsure = np.flatnonzero(lexicon.conditional[meaning])
    classes = code.tobytes() if len(unsure) else b""
    for at in unsure.tolist():
        if not _is_cue(tokens, lexicon, classes, at, lexicon.meanings[int(meaning[at])].label):
            code[at], meaning[at] = ord(codes.COMMON), -1


def _is_cue(tokens: Tokens, lexicon: Lexicon, classes: bytes, at: int, label: str) -> bool:
    facts = lexicon.facts
    if label in facts["cues_with_subject"]:
        return _SUBJECT_AND_THAT.match(classes, at + 1) is not None and not _was(tokens, lexicon, classes, at)
    if label in facts["cues_of_thought"]:
        return not _was(tokens, lexicon, classes, at)
    if label in facts["cues_before_that"]:
        return _THAT_NEXT.match(classes, at + 1) is not None
    clause, words = _CLAUSE.match(classes, at), facts["cues_with_word"][label]
    end = clause.end() if clause is not None else at
    wanted = {fold_name(word) for word in words}
    return any(_word(tokens, token) in wanted for token in range(at, end))


def _was(tokens: Tokens, lexicon: Lexicon, classes: bytes, cue: int) -> bool:
    """Whether "was" stands before, with nothing but its subject between."""
    for at in range(cue - 1, max(cue - 6, -1), -1):
        if classes[at] in b".,\n:vuk":
            return False
        if _word(tokens, at).removeprefix(_WAW) in lexicon.words_of("was"):
            return True
    return False


def _word(tokens: Tokens, at: int) -> str:
    return str(tokens.folded[int(tokens.word[at])])


def _passives(tokens: Tokens, code: Codes, meaning: Ints) -> None:
    """A perfect that is written with the vowel of the passive names nobody who says: «ذُكر»."""
    forms = pl.Series(tokens.forms, dtype=pl.String)
    written = forms.str.contains("\u064f", literal=True).to_numpy()
    if written.any():
        written &= forms.str.contains("^[\u0648\u0641]?[^\u062a\u0645\u0646\u064a]\u064f").to_numpy()
        passive = written[tokens.word] & (code == _SAID)
        code[passive], meaning[passive] = ord(codes.COMMON), -1


def _prepositions(tokens: Tokens, lexicon: Lexicon, code: Codes, meaning: Ints) -> None:
    """A preposition that is a verb too is one where it is written so, or where "that" comes soon behind its subject."""
    listed = [fold_name(word) for word in lexicon.facts.get("cues_like_prepositions", ())]
    place = next((n for n, m in enumerate(lexicon.meanings) if m.code == codes.CUE and m.clitic == 0), -1)
    if not listed or place < 0:
        return
    forms = pl.DataFrame({"form": tokens.forms, "folded": tokens.folded})
    verb = forms.select(pl.col("folded").is_in([*listed, *(_WAW + word for word in listed)]))["folded"].to_numpy()
    feminine = forms.select(pl.col("folded").is_in([mark + word + _TEH for mark in ("", _WAW) for word in listed]))
    written = forms["form"].str.contains("\N{ARABIC SHADDA}", literal=True).to_numpy()
    sure: Bools = ((verb & written) | feminine["folded"].to_numpy())[tokens.word]
    maybe = np.flatnonzero(verb[tokens.word] & ~sure)
    classes = code.tobytes()
    for at in maybe.tolist():
        sure[at] = _THAT_SOON.match(classes, at + 1) is not None
    code[sure], meaning[sure] = _SAID, place


def _opening(tokens: Tokens, lexicon: Lexicon, code: Codes, meaning: Ints) -> None:
    """A verb that opens its clause and whose preposition follows its subject: "the minister expressed …"."""
    for cue, preposition in lexicon.facts.get("opening_cues", {}).items():
        folded, wanted = fold_name(cue), fold_name(preposition)
        forms = [mark + folded + end for mark in ("", _WAW) for end in ("", _TEH, _WAW + "\N{ARABIC LETTER ALEF}")]
        maybe = np.flatnonzero(tokens.folded.is_in(forms).to_numpy()[tokens.word] & (code != _SAID))
        if not len(maybe):
            continue
        places = {m.clitic: n for n, m in enumerate(lexicon.meanings) if m.label == f"{cue} {preposition}"}
        classes = code.tobytes()
        for at in maybe.tolist():
            match = _EXPRESSED.match(classes, at + 1)
            opens = classes[at - 1 : at] in (b"", b"\n", b".", b",", b"&", b"t", b"_", b">") or classes[at] != ord("p")
            opens = opens or _word(tokens, at - 1).removeprefix(_WAW) in lexicon.words_of("has")
            while match is not None and _word(tokens, match.start("of")) in lexicon.words_of("on_the_way"):
                match = _EXPRESSED.match(classes, match.end())
            if match is not None and opens and _word(tokens, match.start("of")) == wanted:
                code[at], meaning[at] = _SAID, places[int(_word(tokens, at).startswith(_WAW))]
