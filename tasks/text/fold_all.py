"""Folding thousands of short texts at once, on arrays as `codepoints` does it."""

import unicodedata
from collections.abc import Sequence

import numpy as np

from tasks.text.codepoints import SEPARATOR, VANISHES, fold_codes

_BETWEEN = "\U00013000"  # an Egyptian hieroglyph


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each of `texts` as `warehouse.folding.fold` gives it; all at once, which is much faster for thousands of short ones."""
    # A letter between them that folding leaves alone.
    whole = unicodedata.normalize("NFKC", f" {_BETWEEN} ".join(texts))
    codes = fold_codes(np.frombuffer(whole.encode("utf-32-le"), dtype=np.uint32))
    codes = np.where(codes == SEPARATOR, np.uint32(ord(" ")), codes)[codes != VANISHES]
    return [" ".join(text.split()) for text in codes.tobytes().decode("utf-32-le").split(_BETWEEN)][: len(texts)]
