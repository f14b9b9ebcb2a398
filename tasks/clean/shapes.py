"""Facts about the shape of short lines: what they are made of, and how captions end. Looked at in few passages only."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.vocabulary import BoolArray, Words
from tasks.clean.wordings import as_written, listed, plain, words
from tasks.text.codepoints import Folded, IntArray

_FEW_WORDS, _SENTENCE_WORDS, _CAPTION_WORDS = 14, 25, 60

_HASHTAGS = r"^(?:[#\uff03][^\s#]+[\s,\u060c|-]*)+$"
_TEXT_SIZE = r"(?i)^(?:\s*[a\u0639\u062a]?\s*[+\uff0b\u2212-]\s*[a\u0639\u062a]?\s*){2,6}$|^(?:a\s*[+-]\s*){1,3}a?$|^(?:A\s+){1,2}A$"
_L = r"[\u0621-\u064a\u067e-\u06cc]"
_CODE = (
    # Desks and reporters: AB/CD/, SB/MQ/MG, 7129/, 1420/62, 9134**1601**, and Arabic letters with stops or strokes.
    r"^[/*\s]*(?:[A-Z]{2,4}(?:/[A-Z]{2,4}){0,2}/|[A-Z]{1,4}(?:\s?/\s?[A-Z]{1,4}){1,3}\s?/?|\p{Nd}{2,6}\s*(?:/|\*\*)[\s/]*\p{Nd}{2,6}[*/\s]*"
    r"|\p{Nd}{3,6}\s*(?:/|\*\*)|/\p{Nd}{3,6}/?"
    rf"|{_L}{{1,2}}[ .]{_L}{{1,2}}\.?(?:\s?/\s?{_L}{{1,2}}(?:[ .]{_L}{{1,2}})?\.?){{1,2}}/?"
    rf"|{_L}{{1,3}}\s?/\s?{_L}{{1,3}}/?|/?{_L}\s?/\s?\p{{Nd}}{{2,5}}/?|/{_L}\s?\p{{Nd}}{{2,5}}/?"
    rf"|(?:{_L}[\s.]){{1,3}}{_L}\.?)$"
)
_DATE = r"\p{Nd}{1,4}\s?[/.-]\s?\p{Nd}{1,2}\s?[/.-]\s?\p{Nd}{1,4}"
_STRONG_PHOTO_TAIL = (
    r"(?:\((?:AP|AFP|EPA)[ -]?(?i:photo|pool)?\s?[/-][^()]+\)?|\((?i:photo|image|picture)s?(?: (?i:by|courtesy|credit))?(?:\s?[:/]| (?i:by|courtesy))[^()]+\)"
    r"|\[[^\[\]]*(?:Reuters|AFP|Getty|EPA|Al Jazeera|Anadolu|AP)(?:[ /][^\[\]]*)?\]"
    r"|(?:REUTERS|EPA|AFP)\s?/\s?[A-Z][^/()]*|/\s?(?:AFP|REUTERS|Reuters|Getty Images|EPA|AP)(?: via [^()]+)?\)?"
    r"| via (?:Reuters|REUTERS|AFP|AP|Getty Images)\)?)\s*[.]?\s*$"
    r"|[/|(\u2013-]\s?(?:\u0639\u06a9\u0633|\u0639\u06a9\u0627\u0633|\u062a\u0635\u0648\u064a\u0631|\u0639\u062f\u0633\u0629)\s?[:/]\s?[^:.()]+\)?$"
)
_LABEL = r"^[\s*_(\[\u2022>-]{0,4}"


_CLOSED = (
    r"[)\]]\s*\.?$|[/(] ?[A-Z][^/]{1,45}$|via [A-Z].{1,20}$|\u0634\u06cc\u0641$|\u0634\u064a\u0641(?:\u064a\u0629)?$"
    r"|[-\u2013/|] ?(?:[^ ]+ ){0,2}[^ .]+$|(?:\u0639\u06a9\u0633|\u062a\u0635\u0648\u064a\u0631) ?[:/]"
)
_SAYS_SO = r" (?:\u0627\u0633\u062a|\u0634\u062f|\u0628\u0648\u062f|\u06a9\u0631\u062f)[.:]?$"
_CREDIT_BY = r"^[^ ]+(?: [^ ]+)? (?:\u0627\u0632|by|By) [^ ]+ [^ ]"
_SIGNED = r"^(?:\u00a9|\([cC]\)) ?"
_AUTHOR_NOTE = r"^\*{0,3} ?(?:\u0643\u0627\u062a\u0628|\u0628\u0627\u062d\u062b|\u0623\u0643\u0627\u062f\u064a\u0645\u064a|\u0635\u062d\u0627?\u0641\u064a|\u0645\u062d\u0644\u0644|\u0623\u0633\u062a\u0627\u0630)\u0629? "
_DATELINE = r"[-\u2013\u2014:/(\u00ab]\s?(?:[^ ]+ )?[^ ]+\s?[-\u2013\u2014:/.]?$"
_AGENCY_LINE = (
    r"^(?:[^ ]+ [^ ]+ )?\u062e\u0628\u0631\u06af\u0632\u0627\u0631[\u06cc\u064a] [^ ]+(?: [^ ]+){0,3} ?[:/-]$"
)


def shape_facts(facts: pl.DataFrame, folded: Folded) -> pl.DataFrame:
    """Booleans a row of `facts` (text, n_words, begins_*): what the functions below name; false where they do not look.

    `folded`: the texts.
    """
    text, size = facts["text"], facts["n_words"]
    few, several = size <= _FEW_WORDS, size <= _CAPTION_WORDS
    invited = facts["begins_promotion"] | facts["begins_invitation"]
    cued = facts["begins_related"] | facts["begins_photo_label"] | facts["begins_byline"]
    closed = several & text.str.tail(50).str.contains(_CLOSED)
    linked = size <= _SENTENCE_WORDS
    pictured = facts["begins_caption"] | facts["begins_credit"] | facts["begins_photo_label"]
    rows = few.arg_true().to_numpy().astype(np.int64)
    found = _line_tests(text.gather(rows), Words(folded, rows), facts["begins_labels"].gather(rows).to_numpy())
    return pl.DataFrame(
        {name: _spread(len(text), rows, values) for name, values in found.items()}
        | tested(text, invited & (size <= _SENTENCE_WORDS), _promotion_tests())
        | tested(text, cued & several, _mark_tests())
        | tested(text, closed, _tail_tests())
        | tested(text, linked, {"leads_away": pl.col("text").str.contains_any(listed("link_words"))}, folds=False)
        | tested(text, pictured & several, {"photo_label": pl.col("text").str.contains(_photo_label())})
    )


def _spread(n: int, rows: IntArray, values: NDArray[Any]) -> NDArray[Any]:
    spread = np.zeros(n, dtype=values.dtype)
    spread[rows] = values
    return spread


def tested(
    texts: pl.Series, wanted: pl.Series, tests: Mapping[str, pl.Expr], *, folds: bool = True
) -> dict[str, NDArray[Any]]:
    """`tests` over the wanted texts and, where it `folds`, their plain spelling; false or 0 for the others.

    They are gathered: a test around which a condition stands is done on all texts, masked ones too.
    """
    rows = wanted.arg_true().to_numpy().astype(np.int64)
    some = texts.gather(rows).alias("text").to_frame()
    some = (some.with_columns(plain=plain(pl.col("text"))) if folds else some).select(**tests)
    return {name: _spread(len(texts), rows, some[name].to_numpy()) for name in tests}


def _line_tests(text: pl.Series, line: Words, labelled: BoolArray) -> dict[str, BoolArray]:
    """What a short line is made of, and what it says of the page."""
    data = line.all_among("labels", "time_words", "counted", "dates") & line.any_number()
    matches = {
        "only_hashtags": _HASHTAGS,
        "is_text_size": _TEXT_SIZE,
        "is_code": _CODE,
        "is_capitals": r"^[A-Z]{2,4}/?$",
        "asks": r"[?\u061f!;\u061b][)\"\u00bb]?$",
        "credit_by": _CREDIT_BY,
        "author_note": _AUTHOR_NOTE,
        "signed": _SIGNED,
        "dateline": _DATELINE,
        "agency_line": _AGENCY_LINE,
        "says_so": _SAYS_SO,
        "date": _DATE,
        "pure": r"^[\p{Nd}\s/.:|,\u060c-]+$",
        "counts": r"^\p{Nd}",
    }
    tested = pl.DataFrame({"text": text}).select(
        pl.col("text").str.contains(pattern).alias(name) for name, pattern in matches.items()
    )
    found: dict[str, BoolArray] = {name: tested[name].to_numpy() for name in matches}
    dates, counted = line.any_among("dates"), line.any_among("counted")
    return found | {
        "only_share": line.all_among("share_words"),
        "only_source": line.all_among("sources") & ~line.any_number(),
        "only_data": data & (labelled | (found["counts"] & counted & ~dates)),
        "only_date": (data | found["pure"]) & (dates | found["date"]) & ~labelled,
        "signed": found["signed"] & line.any_among("sources"),
        "credit_by": (found["credit_by"] | line.last_among("sources")) & ~found["says_so"],
        "dateline": (line.last_among("datelines") & found["dateline"]) | found["agency_line"],
    }


def _promotion_tests() -> dict[str, pl.Expr]:
    """Whose channel an invitation is to."""
    return {
        "cued_promotion": pl.col("plain").str.contains(words("promotion_evidence")),
        "own_promotion": pl.col("plain").str.contains(words("promotion_own")),
    }


def _mark_tests() -> dict[str, pl.Expr]:
    """Whether a colon, comma or stroke parts the cue from what follows."""
    head = pl.col("text").str.head(40)
    return {
        "label_marked": head.str.head(26).str.contains(r"^[^:|\u060c,\u2013-]{3,}[:|\u060c,\u2013-]"),
        "cue_marked": head.str.contains(r"^[^:.\u061f!|\u2013]+\s?(?:[:|\u2013\u2026>/]|\s-\s)"),
    }


def _tail_tests() -> dict[str, pl.Expr]:
    """How captions close: with a photographer, an agency or a note on the photograph."""
    # No stop before the bracket: a paragraph's agency comes behind its last sentence, a caption has no sentence.
    source = (
        r"[^ .!?\u061f\u2026\u00bb\u201d\"] *[(\[](?:[^()\[\]]*[ /\u060c,-])?"
        + words("sources")
        + r"(?:[ /\u060c,-][^()\[\]]*)?[)\]] ?\.?$"
    )
    return {
        "photo_tail": pl.col("text").str.tail(110).str.contains(_STRONG_PHOTO_TAIL),
        "source_tail": pl.col("plain").str.tail(70).str.contains(source)
        | pl.col("plain").str.tail(30).str.contains(rf" ?[-\u2013/|] ?{words('photo_agencies')}$"),
        "archive_tail": pl.col("plain").str.tail(70).str.contains(rf"[(\[-] ?{words('archive')}[^()\[\]]*[)\]]? ?\.?$"),
    }


def _photo_label() -> str:
    frozen = r"FILE\s?[-\u2013\u2014]|In this (?:file )?photo"
    return _LABEL + rf"(?:{frozen}|{as_written('photo_heads')}\s?[:\uff1a])\s?\S"
