"""How the files common_words_*.txt were counted: forms that stand in many texts and do not behave like names.

Only counting. Run it over news of one language to renew a file: `write(texts, lexicon, path, origin)`. The files are facts (form by
form, no text); what a reader of them does with the words is `labels`.
"""

from pathlib import Path

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.labels import label
from tasks.extract.words.lexicon import Lexicon
from tasks.extract.words.tokens import cut

LEAST_TEXTS = 12
"""A form in fewer texts is not called common."""
NAME_SHARE = 0.10
"""Above this share of occurrences right after a given name, a title or a name particle, a form is taken for a name."""
SUBJECT_SHARE = 0.02
"""Above this share of occurrences alone between a cue and its statement, a form is taken for a name."""


def count(texts: pl.Series, lexicon: Lexicon) -> list[str]:
    """Folded common forms of `texts`, the most frequent first; `lexicon` needs no common words yet."""
    tokens = cut(texts)
    code = label(tokens, lexicon).code
    before, after = np.append([10], code[:-1]), np.append(code[1:], [10])
    lower = tokens.forms.str.contains(r"^\P{Lu}").to_numpy()[tokens.word]
    seen = pl.DataFrame(
        {
            "word": tokens.folded.gather(tokens.word),
            "passage": tokens.passage,
            "after_name": _among(before, codes.GIVEN + codes.TITLE + codes.PARTICLE),
            "subject": (_among(before, codes.CUE) & _among(after, codes.COLON + codes.COMPLEMENTISER))
            | (_among(before, codes.STOP + codes.END) & _among(after, codes.CUE)),
        }
    ).filter(pl.Series(_among(code, codes.UNKNOWN + codes.DEFINITE + codes.COMMON) & lower))
    return (
        seen.group_by("word")
        .agg(pl.col("passage").n_unique().alias("n_texts"), pl.col("after_name").mean(), pl.col("subject").mean())
        .filter(
            pl.col("n_texts") >= LEAST_TEXTS, pl.col("after_name") <= NAME_SHARE, pl.col("subject") <= SUBJECT_SHARE
        )
        .filter(pl.col("word").str.len_chars() > 1)
        .sort("n_texts", "word", descending=[True, False])["word"]
        .to_list()
    )


def write(texts: pl.Series, lexicon: Lexicon, path: Path, origin: str) -> int:
    """Count the common forms of `texts`, a text a document, and write them to `path`, with `origin` as their source."""
    words = count(texts, lexicon)
    lines = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    head = (
        f"# Folded forms in at least {LEAST_TEXTS} of {len(texts)} news texts, most frequent first, names left out.\n"
        f"# Counted by tasks.extract.words.common_words from {origin}.\n"
    )
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return len(words)


def _among(
    code: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", letters: str
) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    return np.isin(code, np.frombuffer(letters.encode("ascii"), dtype=np.uint8))
