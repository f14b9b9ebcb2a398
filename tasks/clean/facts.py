"""What the removal rules may look at: one row of facts a passage, reckoned once for all rules.

Position and shape are evidence beside the cue: a word alone is never enough.
"""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.copies import near_facts
from tasks.clean.cues import are_cues, cues_at_edge
from tasks.clean.repeats import repeat_facts
from tasks.clean.shapes import shape_facts, tested
from tasks.text.codepoints import Folded, IntArray

WHOLE_LINE_CUES = (
    "navigation",
    "share",
    "related",
    "trailer",
    "tags",
    "cut_off",
    "player",
    "advertisement",
    "comments",
    "photo_label",
    "archive",
    "sources",
    "comment_fields",
)
OPENING_CUES = (
    "navigation",
    "share",
    "related",
    "trailer",
    "tags",
    "promotion",
    "copyright",
    "byline",
    "caption",
    "credit",
    "photo_label",
    "byline_tail",
    "invitation",
    "player",
    "browser",
    "consent",
    "comments",
    "labels",
)

_MIN_LEAD_LETTERS = 40
_PROSE_WORDS = 10
_NUMBER_LETTERS = 12

SENTENCE_END = r"[.!?\u061f\u2026\u06d4:\u061b]['\"\u201c\u201d\u00bb\u2019)\]]*$"
FULL_STOP = r"[.!?\u061f\u06d4\u2026]['\"\u201c\u201d\u00bb\u2019)\]]*$"
LIST_ITEM = r"^\W{0,2}\p{Nd}{1,3}\s?[-.)\u2013]|^[-*\u2022\u2013]"
_NUMBER = r"^\p{Nd}{1,3}(?:[,\u066c]?\p{Nd}{3})?(?:[.\u066b]\p{Nd})?\s*[kKmM]?$"
POSITION_MARKER = (
    r"(?i)\((?:(?:\d\s*(?:st|nd|rd|th)?|second|third|from|far|top|bottom)\s*){0,3}(?:l|r|c|c/r|c/l|left|right|cent(?:er|re))\s*\)"
    r"|\(\d\s?(?:st|nd|rd|th)? ?[\u0644\u0631]\s*\)"
    r"|\((?:\u0627\u0644)?(?:\u0623\u0648\u0644|\u062b\u0627\u0646\u064a|\u062b\u0627\u0644\u062b|\u0631\u0627\u0628\u0639|\u062e\u0627\u0645\u0633)\s+[\u0644\u0631]\s*\)"
    r"|\((?:(?:\u0623\u0642\u0635\u0649|\u0625\u0644\u0649|\u0627\u0644\u0623\u0648\u0644|\u0627\u0644\u062b\u0627\u0646\u064a|\u0627\u0644\u062b\u0627\u0644\u062b)\s+){0,2}(?:\u0627\u0644)?\u064a(?:\u0633\u0627\u0631|\u0645\u064a\u0646)\s*\)"
)
"""Where somebody stands in a photograph: (L), (2nd R), (left), and their Arabic words and letters."""
CREDIT_TAIL = (
    r"\((?:\u062a\u0635\u0648\u064a\u0631|\u0639\u062f\u0633\u0629|\u0639\u06a9\u0633|\u0639\u06a9\u0627\u0633|\u062a\u0635\u0648\u06cc\u0631|(?i:photo(?:graph)?(?: by)?|image|credit))\b?[^()]{2,80}\)?\s*$"
    r"|\([^()]{2,60}/\s?[^()/]{2,40}\)\s*$"
)
"""A photographer's credit in brackets at the end: a photo word, or a name and an agency parted by a stroke."""
_CREDIT_BRACKET = r"\([\x{62a}\x{639}PpIiCc]|\([^()]*/"
"""What stands in each of them."""
CREDIT_WORD_TAIL = r"\((?:\u062a\u0635\u0648\u064a\u0631|\u0639\u062f\u0633\u0629|\u0639\u06a9\u0633|\u0639\u06a9\u0627\u0633|(?i:photo|image|credit))"


def passage_facts(passages: pl.DataFrame, folded: Folded) -> pl.DataFrame:
    """Facts of each passage, in order.

    `passages`: doc, no, raw_start, raw_end, raw_piece, text, mark, author. Adds n_words, n_letters, n_in_doc, n_from_end,
    ends_sentence, prose_before and prose_after (passages of prose up to and from here), labelled (a colon within the
    first words), is_*, begins_* for cues, is_number,
    n_position_markers, credit_tail, and the columns of `shape_facts`, `repeat_facts` and `near_facts`.
    """
    cues = {f"is_{name}": at for name, at in are_cues(folded, WHOLE_LINE_CUES).items()}
    cues |= {f"begins_{name}": at for name, at in cues_at_edge(folded, OPENING_CUES, from_start=True).items()}
    words, letters = folded.n_words(), folded.n_letters()
    text = pl.col("text")
    facts = passages.with_columns(
        pl.Series("n_words", words),
        pl.Series("n_letters", letters),
        *(pl.Series(name, values) for name, values in cues.items()),
    ).with_columns(
        n_in_doc=pl.len().over("doc").cast(pl.Int64),
        n_from_end=(pl.col("no").max().over("doc") - pl.col("no")).cast(pl.Int64),
        ends_sentence=text.str.tail(4).str.contains(SENTENCE_END),
        ends_full=text.str.tail(4).str.contains(FULL_STOP),
        is_listed=text.str.head(6).str.contains(LIST_ITEM),
    )
    few = _opening_facts(passages["text"], letters) | _bracket_facts(passages["text"])
    facts = facts.hstack(pl.DataFrame(few)).hstack(shape_facts(facts, folded))
    return _with_repeats(facts, folded).with_columns(*_counts(facts), opens_next=_opens_next(facts, folded))


def _counts(facts: pl.DataFrame) -> list[pl.Series]:
    """n_numbers, and prose_before and prose_after: passages that hold a sentence of some length."""
    prose = facts.select((pl.col("n_words") >= _PROSE_WORDS) & pl.col("ends_sentence")).to_series().to_numpy()
    docs, row = facts["doc"].to_numpy(), np.arange(facts.height)
    first, behind = np.searchsorted(docs, docs), np.searchsorted(docs, docs, side="right")
    numbers, sums = (np.append(0, np.cumsum(values)) for values in (facts["is_number"].to_numpy(), prose))
    return [
        pl.Series("n_numbers", numbers[behind] - numbers[first]),
        pl.Series("prose_before", sums[row + 1] - sums[first]),
        pl.Series("prose_after", sums[behind] - sums[row]),
    ]


def _opening_facts(texts: pl.Series, letters: IntArray) -> dict[str, NDArray[Any]]:
    """Whether a colon stands within the first words, and whether the text is a number: most have no colon, and more letters."""
    heads = texts.str.head(40)
    labelled = pl.col("text").str.contains(r"^[^:.\u061f!]{1,38}[:\uff1a]")
    number = pl.col("text").str.contains(_NUMBER)
    colon, short = heads.str.contains("[:\uff1a]"), pl.Series(letters <= _NUMBER_LETTERS)
    return tested(heads, colon, {"labelled": labelled}, folds=False) | tested(
        texts, short, {"is_number": number}, folds=False
    )


def _bracket_facts(texts: pl.Series) -> dict[str, NDArray[Any]]:
    """What stands in a passage's brackets: positions in a photograph, credits; and whether one never closes."""
    text = pl.col("text")
    inside = {
        "n_position_markers": text.str.extract_all(POSITION_MARKER).list.n_unique().cast(pl.Int64),
        "opens_bracket": text.str.count_matches("(", literal=True) > text.str.count_matches(")", literal=True),
    }
    closing = {
        "credit_tail": text.str.contains(CREDIT_TAIL),
        "credit_word_tail": text.str.contains(CREDIT_WORD_TAIL),
    }
    bracket, tails = texts.str.contains("(", literal=True), texts.str.tail(120)
    credit = tails.str.contains(_CREDIT_BRACKET)
    return tested(texts, bracket, inside, folds=False) | tested(tails, credit, closing, folds=False)


def _with_repeats(facts: pl.DataFrame, folded: Folded) -> pl.DataFrame:
    docs = facts["doc"].to_numpy()
    repeats = repeat_facts(docs, folded).hstack(near_facts(docs, folded))
    share = pl.col("near_letters") / pl.col("n_letters").sum().over("doc")
    equal = pl.col("copy_of") > 0
    return facts.hstack(repeats).with_columns(
        near_doc_share=share, similarity=pl.when(equal).then(1.0).otherwise(pl.col("near_share")).fill_null(1.0)
    )


def _opens_next(facts: pl.DataFrame, folded: Folded) -> pl.Series:
    """Whether a passage at the head is the beginning, and not all, of the next: a lead that was cut short."""
    doc, no, letters = facts["doc"].to_numpy(), facts["no"].to_numpy(), folded.n_letters()
    found = np.zeros(facts.height, dtype=bool)
    at = (
        np.flatnonzero(
            (no[:-1] <= 2) & (doc[:-1] == doc[1:]) & (letters[:-1] >= _MIN_LEAD_LETTERS) & (letters[:-1] < letters[1:])
        )
        if facts.height > 1
        else np.zeros(0, dtype=np.int64)
    )
    start = folded.starts[at + 1]
    found[at] = folded.hashes(folded.starts[at], folded.ends[at]) == folded.hashes(start, start + letters[at])
    return pl.Series("opens_next", found)
