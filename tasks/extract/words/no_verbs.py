"""Arabic cues that are no verbs where they stand: «400 طالب», «مسؤول تابع للبلدية», «دون ذكر», «شكاية وردت على».

The words are listed by what tells; what they are elsewhere is said by the sections of cues.
"""

import re
from typing import Any, TypeAlias

import numpy as np

from tasks.extract.words import codes
from tasks.extract.words.lexicon import Lexicon
from tasks.extract.words.particles import FOR
from tasks.extract.words.tokens import Ints, Tokens
from warehouse.folding import fold

Codes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"

_OPENING = b'\n.,>:&(-"'
# Behind "went on": a subject, and then at once what was said.
_SAID_NEXT = re.compile(rb"_*(?:[OGPTwWNMRS]_*|x_*){0,6}(?:[t,]_*){0,2}[:<cC\"]")
_SURNAME = re.compile(rb"v[^.\n:cCvuk]{1,14}G\Z")


def label_no_verbs(tokens: Tokens, lexicon: Lexicon, code: Codes, meaning: Ints) -> None:
    """Make common words of the listed cues that are no verbs. Changes `code` and `meaning`."""
    lists = {key: frozenset(map(fold, words)) for key, words in lexicon.facts["no_verbs"].items()}
    listed = frozenset().union(*(lists[key] for key in ("nouns", "joined", "affiliated", "perceiving", "going_on")))
    at_all = np.flatnonzero(tokens.folded.is_in(list(listed)).to_numpy()[tokens.word])
    at_all = at_all[(code[at_all] == ord(codes.CUE)) | (code[at_all] == ord(codes.URGE))]
    classes = code.tobytes() if len(at_all) else b""
    words = tokens.folded
    # A loop over the few words that are listed.
    for at in at_all.tolist():
        word, before, after = (
            str(words[int(tokens.word[n])]) for n in (at, max(at - 1, 0), min(at + 1, len(code) - 1))
        )
        left = classes[at - 1] if at else ord("\n")
        no_verb = (
            (word in lists["nouns"] and (left == ord(codes.DIGITS) or before in lists["before_nouns"]))
            or (word in lists["nouns"] and _SURNAME.search(classes, max(0, at - 20), at) is not None)
            or (word in lists["nouns"] and after.startswith(tuple(lists["after_nouns"])))
            or (word in lists["joined"] and left not in _OPENING and classes[at + 1 : at + 2] != b"_")
            or (word in lists["affiliated"] and after.startswith(FOR))
            or (word in lists["perceiving"] and before in lists["when"])
            or (word in lists["going_on"] and _SAID_NEXT.match(classes, at + 1) is None)
        )
        if no_verb:
            code[at], meaning[at] = ord(codes.COMMON), -1
