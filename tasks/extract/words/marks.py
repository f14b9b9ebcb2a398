"""Quotation marks: which opens, which closes, and what lies between. What is said between them belongs to `quotes`."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.broken_marks import direct_straight, drop_unclosed, end_unclosed
from tasks.extract.words.labels import Labels
from tasks.extract.words.tokens import Bools, Bytes, Ints, Tokens, among

SHORT_WORDS = 3
"""Up to so many words between marks are a name or a borrowed word, and the sentence runs on over them."""

# Tokens up to the mark that closes a name within marks, where the outer ones stay open.
_NAME_WORDS = 5
_OPEN, _CLOSE, _STRAIGHT, _END, _INNER = (ord(c) for c in (codes.OPEN, codes.CLOSE, '"', codes.END, codes.INNER))


@dataclass(slots=True)
class Spans:
    """Outermost stretches between marks: tokens of the opening and the closing mark, in order.

    A mark that is never closed closes at the end of its passage. `inside` says of a token that it lies in a long one.
    """

    opening: Ints
    closing: Ints
    closed: Bools
    n_words: Ints
    inside: Bools


def pair(
    tokens: Tokens,
    labels: Labels,
    single: bool = False,
    again: frozenset[str] = frozenset(),
    turns: frozenset[str] = frozenset(),
) -> Spans:
    """Find the stretches. Changes `labels`: opening and closing marks become what they are, short ones become INNER.

    `single` marks count too where a language has no apostrophe; there marks that miss their like are mended too. Behind
    a stop the writer tells on with the words of `again`, and before those of `turns`.
    """
    code = labels.code
    if single:
        _take_single(tokens, code)
    direct_straight(code, tokens, by_blanks=single)
    if single:
        drop_unclosed(code)
    opening, closing, closed = _outermost(code, tokens)
    if single:
        end_unclosed(code.tobytes(), tokens, (opening, closing, closed), again, turns)
    n_words = _n_words(code, opening, closing)
    long = (n_words > SHORT_WORDS) | ~closed
    within = np.zeros(len(code), dtype=np.bool_)
    for start, end in zip((opening[long] + 1).tolist(), closing[long].tolist(), strict=True):
        within[start:end] = True
    # Whatever is no outermost mark of a long stretch is a mark around a few words, or a stray one.
    code[among(code, codes.OPEN + codes.CLOSE)] = _INNER
    code[opening[long]] = _OPEN
    code[closing[long & closed]] = _CLOSE
    return Spans(opening, closing, closed, n_words, within)


def _n_words(code: Bytes, opening: Ints, closing: Ints) -> Ints:
    """How many words stand between marks."""
    wordlike = ~among(code, '<>".,:\n()-/+m')
    bounds = np.stack([opening + 1, closing], axis=1)
    counts = np.add.reduceat(wordlike, bounds.ravel(), dtype=np.int64)[::2] if len(bounds) else opening
    # Between equal bounds the function counts what stands at them.
    return np.where(bounds[:, 0] < bounds[:, 1], counts, 0)


_SINGLE = ("'", "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}", "`")


def _take_single(tokens: Tokens, code: Bytes) -> None:
    """Single marks are straight ones in passages that have no others, in pairs; two in a row are one."""
    known = pl.Series(tokens.forms, dtype=pl.String).is_in(_SINGLE).to_numpy()
    if not known.any():
        return
    at = np.flatnonzero(known[tokens.word])
    at = at[np.append([True], (np.diff(at) > 1) | tokens.gap[at[1:]])]
    # Between two letters it is an apostrophe in a foreign name.
    letters = ~among(code, '<>".,:\n()-/+m')
    at = at[(at > 0) & ~(letters[at - 1] & letters[np.minimum(at + 1, len(code) - 1)] & ~tokens.gap[at])]
    passage = tokens.passage[at]
    marked = np.unique(tokens.passage[np.flatnonzero(among(code, '<>"'))])
    counts = np.bincount(passage) if len(passage) else np.zeros(0, dtype=np.int64)
    paired = counts[passage] % 2 == 0
    code[at[paired & ~np.isin(passage, marked)]] = _STRAIGHT


def _marks_and_ends(code: Bytes) -> Ints:
    """Where a mark stands, and the ends of the passages that have one: an end behind another ends nothing."""
    where = np.flatnonzero(among(code, codes.OPEN + codes.CLOSE + codes.END))
    ends = code[where] == _END
    kept: Ints = where[~(ends & np.append(np.ones(1, dtype=np.bool_), ends[:-1])[: len(ends)])]
    return kept


def _outermost(code: Bytes, tokens: Tokens) -> tuple[Ints, Ints, Bools]:
    """Pair the outermost marks of each passage. A reversed mark shows by the white space around it."""
    where = _marks_and_ends(code)
    blank_after = np.append(tokens.gap[1:], True)
    blank_after[:-1] |= code[1:] == _END
    opening: list[int] = []
    closing: list[int] = []
    closed: list[bool] = []
    depth, start, last_close, inner_open = 0, -1, -1, -1
    # A loop over the marks alone: about four a document.
    for token, kind, before, after in zip(
        where.tolist(),
        code[where].tolist(),
        (tokens.gap | (tokens.start == tokens.base[tokens.passage]))[where].tolist(),
        blank_after[where].tolist(),
        strict=True,
    ):
        if kind == _END:
            if depth:
                opening.append(start)
                closed.append(_closes(start, inner_open, last_close))
                closing.append(last_close if closed[-1] else token)
            depth, last_close, inner_open = 0, -1, -1
        elif depth == 0:
            if kind == _OPEN or (before and not after):
                start, depth = token, 1
                code[token] = _OPEN
            else:
                code[token] = ord(codes.OTHER)
        elif kind == _OPEN and not (after and not before):
            depth, inner_open = min(depth + 1, 3), token
        else:
            depth -= 1
            last_close = token
            if depth == 0:
                code[token] = _CLOSE
                opening.append(start)
                closing.append(token)
                closed.append(True)
    return np.array(opening, dtype=np.int64), np.array(closing, dtype=np.int64), np.array(closed, dtype=np.bool_)


def _closes(start: int, inner: int, close: int) -> bool:
    """Whether the last closing mark behind `start` is its own: a name between marks of `inner` closes nothing else."""
    return close > start and not inner < close <= inner + _NAME_WORDS
