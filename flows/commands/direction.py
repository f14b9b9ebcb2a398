"""Which way a piece of text runs: reckoned from its letters, so that no mark or foreign name at its head decides."""

import re

RIGHT_TO_LEFT = frozenset({"ar", "fa"})

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_LOOKED_AT = 4_000
_SHARE_IN_RTL = 0.3
_SHARE_IN_LTR = 0.5


def direction(text: str, language: str) -> str:
    """`rtl` or `ltr`, for a piece of a document in `language`.

    A paragraph of an Arabic page may begin with a Latin name, or hold many of them, and still runs right to left; a
    line of English in it runs left to right. What has no letters runs as its document does.

    >>> direction("Larch \u0645\u062f\u064a\u0646\u0629 \u0643\u0628\u064a\u0631\u0629", "ar"), direction("Read more", "ar"), direction("17", "ar")
    ('rtl', 'ltr', 'rtl')
    """
    text = text[:_LOOKED_AT]
    rtl, ltr = len(_RTL.findall(text)), len(_LTR.findall(text))
    of_page = language in RIGHT_TO_LEFT
    if rtl + ltr == 0:
        return "rtl" if of_page else "ltr"
    return "rtl" if rtl / (rtl + ltr) > (_SHARE_IN_RTL if of_page else _SHARE_IN_LTR) else "ltr"
