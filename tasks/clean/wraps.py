"""Which line breaks are hard wraps: breaks that a width made, and not a writer.

A width breaks a line where the next word would not have fitted, whatever the sentence says: so sentences end inside
the lines. A writer ends a paragraph, a verse, an item or a row where its sense ends, and the lines are as long as they
are. Both must hold before anything is joined.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.text.codepoints import IntArray

BoolArray = NDArray[np.bool_]
Scalar = TypeVar("Scalar", bound=np.generic)

MIN_WIDTH, SURE_WIDTH, MAX_WIDTH = 40, 50, 165
"""Characters of a wrapped line. Below the sure width verse is as likely, and more must prove a wrap."""
_SLACK, _LOOSE = 3, 0.15
"""How much shorter a full line may be, in characters: some count by other rules; and as a share of the width, where fonts do."""
_MIN_WRAPS, _MIN_LOOSE, _MIN_WORDS = 3, 5, 6
_MANY = 10
_SMALL_WIDTHS = (60, 100)

_ENDS = r"[.!?\u061f\u2026\u06d4:\u061b]['\"\u201c\u201d\u00bb\u2019)\]*_]*$"
_INNER = r"[^\s\d.][.!?\u061f\u06d4]['\"\u201d\u00bb)\]]* +\S"
_ITEM = r"^(?:[-\u2013\u2014+\u0640_]|[*\u2022\u25aa\u25cf\u25a0\u25c6\u25ab\u25cb\u00b7\u25ba][^*]|\\|\||#{1,6}\s|\p{Nd}{1,3}\s?[.)(/:_\\-]|\p{L}[.)]\s)"
_IMAGE = "!["
_VERSE = r"   |\t| \*{2,3} | / |\u2003"


def find_wraps(lines: pl.DataFrame) -> BoolArray:
    """True for each of `lines` that goes on where the one above was broken at a set width.

    `lines`: doc, line (stripped), line_no, n (characters), indent, hard_break; in order. Judged for a document's blocks
    of lines together, and for each block alone, since only a part may be wrapped.
    """
    n = lines["n"].to_numpy() + lines["indent"].to_numpy()
    doc, number = lines["doc"].to_numpy(), lines["line_no"].to_numpy()
    follows = np.zeros(len(n), dtype=bool)
    follows[1:] = (doc[1:] == doc[:-1]) & (number[1:] <= number[:-1] + 2)
    narrow = _narrow(lines, n, follows)
    follows[1:] &= narrow[1:] & narrow[:-1]
    found = np.zeros(len(n), dtype=bool)
    in_block = follows.copy()
    in_block[:-1] |= follows[1:]
    rows = np.flatnonzero(in_block)
    if len(rows):
        shape = _shape(lines[rows], follows[rows])
        by_block = _Groups.of(shape, np.flatnonzero(~shape.follows))
        by_doc = _Groups.of(shape, np.flatnonzero(np.diff(doc[rows], prepend=-1)))
        longest = np.maximum.reduceat(
            np.where(narrow & (n > MAX_WIDTH), 0, n), np.flatnonzero(np.diff(doc, prepend=-1))
        )
        small = _small(shape, by_doc, longest[np.cumsum(np.diff(doc, prepend=-1) > 0)[rows[by_doc.starts]] - 1])
        joined = _judged(shape, by_doc, small, ("exact", "loose")) | _judged(shape, by_block, small, ("exact", "loose"))
        joined |= _counted_out(lines["line"][rows], shape, by_doc, joined)
        joined = _judged(shape, by_doc, joined, ("strict",)) | _judged(shape, by_block, joined, ("strict",))
        found[rows] = (joined | shape.in_link) & shape.may
    return found


def _narrow(lines: pl.DataFrame, n: IntArray, follows: BoolArray) -> BoolArray:
    """Lines that a width may have made. One that is longer holds an address."""
    found: BoolArray = n <= MAX_WIDTH
    long = ~found
    long[:-1] &= follows[:-1] | follows[1:]
    at = np.flatnonzero(long)
    found[at] = lines["line"][at].str.contains("://", literal=True).to_numpy()
    return found


@dataclass(frozen=True)
class _Shape:
    """Of lines in blocks of two and more. Of a break, what is said at the line behind it."""

    follows: BoolArray
    n: IntArray
    first_word: IntArray
    may: BoolArray
    """The break may be a wrap: the line behind it is no item, and nobody asked for the break."""
    ended: BoolArray
    """The line before the break ends a sentence."""
    ends: BoolArray
    inner: BoolArray
    lower: BoolArray
    verse: BoolArray
    counted: BoolArray
    """Its width says something: it holds no address, which no width breaks."""
    in_link: BoolArray


def _shape(lines: pl.DataFrame, follows: BoolArray) -> _Shape:
    line = pl.col("line")
    plain = line.str.strip_chars_start("> ")
    frame = lines.select(
        n=pl.col("n") + pl.col("indent"),
        indent="indent",
        first_word=plain.str.extract(r"^(\S+)").str.len_chars().fill_null(0).cast(pl.Int64),
        ends=line.str.tail(4).str.contains(_ENDS),
        inner=line.str.contains(_INNER),
        item=plain.str.contains(_ITEM),
        lower=line.str.contains("^[a-z]"),
        quoted=line.str.starts_with(">"),
        verse=line.str.contains(_VERSE),
        url=line.str.contains("://", literal=True),
        image=line.str.starts_with(_IMAGE),
        link=line.str.contains("](", literal=True),
        hard_break="hard_break",
    )
    value = {name: frame[name].to_numpy() for name in frame.columns}
    deeper = (value["indent"] > _before(value["indent"])) & ~_before(value["item"])
    item = value["item"] & (_before(value["item"]) | _before(value["ends"]))
    may = follows & ~_before(value["hard_break"]) & ~item & ~deeper
    may &= (value["quoted"] == _before(value["quoted"])) & ~value["image"]
    return _Shape(
        follows, value["n"], value["first_word"], may, _before(value["ends"]), value["ends"],
        value["inner"], value["lower"], value["verse"], ~value["url"], follows & _in_link(lines["line"], value["link"]),
    )  # fmt: skip


@dataclass(frozen=True)
class _Groups:
    """Lines that are judged together: where each group begins, how many lines it has, and of each line its group's width."""

    starts: IntArray
    sizes: IntArray
    width: NDArray[np.float64]

    @classmethod
    def of(cls, shape: _Shape, starts: IntArray) -> "_Groups":
        sizes = np.diff(starts, append=len(shape.n))
        return cls(starts, sizes, np.repeat(_widths(shape, starts, sizes), sizes))


def _in_link(line: pl.Series, link: BoolArray) -> BoolArray:
    """Lines that end a link's text, which the line above began."""
    found = np.zeros(len(line), dtype=bool)
    at = np.flatnonzero(link[1:]) + 1
    closes, opens = line[at].str.contains(r"^[^\[]*\]\("), line[at - 1].str.contains(r"\[[^\]]*$")
    found[at] = (closes & opens).to_numpy()
    return found


def _before(values: NDArray[Scalar]) -> NDArray[Scalar]:
    """The value of the line above each."""
    return np.concatenate([values[:1], values[:-1]])


def _judged(shape: _Shape, groups: _Groups, joined: BoolArray, ways: tuple[str, ...]) -> BoolArray:
    """`joined` and the breaks of groups that prove that they were wrapped, where none is joined yet."""
    starts, sizes, width = groups.starts, groups.sizes, groups.width
    needed = _before(shape.n) + 1 + shape.first_word
    found = joined.copy()
    sound = (width >= MIN_WIDTH) & (width <= MAX_WIDTH)
    for way in ways:
        tight = needed > (width * (1 - _LOOSE) if way == "loose" else width - _SLACK)
        proved = np.repeat(_proved(shape, groups, tight, way), sizes) & sound
        found |= proved & tight & ~np.repeat(np.logical_or.reduceat(found, starts), sizes)
    return found


def _small(shape: _Shape, groups: _Groups, longest: IntArray) -> BoolArray:
    """The breaks of documents that have one or two: no line is longer, each break stands inside a sentence that ends on the next line."""
    starts, sizes, width = groups.starts, groups.sizes, groups.width
    tight = _before(shape.n) + 1 + shape.first_word > width - _SLACK
    whole = np.repeat(longest, sizes) <= width + _SLACK
    sound = (
        shape.may
        & tight
        & ~shape.ended
        & shape.ends
        & whole
        & (width >= _SMALL_WIDTHS[0])
        & (width <= _SMALL_WIDTHS[1])
    )
    sound &= ~shape.verse & ~_before(shape.verse)
    odd = np.add.reduceat((shape.follows & ~sound).astype(np.int64), starts)
    found: BoolArray = sound & (np.repeat(odd, sizes) == 0)
    return found


def _counted_out(line: pl.Series, shape: _Shape, groups: _Groups, joined: BoolArray) -> BoolArray:
    """The breaks of documents, of those where nothing is `joined` yet, whose lines all hold the same number of words."""
    starts, sizes = groups.starts, groups.sizes
    open_ = np.repeat(~np.logical_or.reduceat(joined, starts) & (sizes > _MIN_WRAPS), sizes)
    words = np.zeros(len(shape.n), dtype=np.int64)
    at = np.flatnonzero(open_)
    words[at] = line[at].str.count_matches(" ", literal=True).to_numpy() + 1
    most = np.repeat(np.maximum.reduceat(np.where(_broken(shape), words, 0), starts), sizes)
    tight = (_before(words) == most) & (most >= _MIN_WORDS) & open_
    found: BoolArray = tight & np.repeat(_proved(shape, groups, tight, "words"), sizes)
    return found


def _proved(shape: _Shape, groups: _Groups, tight: BoolArray, way: str) -> BoolArray:
    """Whether the breaks of each group, of which the `tight` ones are full, show a text that was wrapped."""
    starts, sizes, width = groups.starts, groups.sizes, groups.width

    def total(values: BoolArray) -> IntArray:
        found: IntArray = np.add.reduceat(values.astype(np.int64), starts)
        return found

    n_open = total(shape.may & tight & ~shape.ended)
    n_closed = total(shape.may & tight & shape.ended)
    n_bad = total(shape.may & ~tight & ~shape.ended & (2 * _before(shape.n) >= width))
    n_inner, n_lower = total(shape.inner), total(shape.may & tight & shape.lower)
    n_short_ends = total(~_broken(shape) & shape.ends & (shape.n < 0.8 * width))
    no_verse = (5 * total(shape.verse) <= sizes) | ((n_open >= _MANY) & (n_inner >= 3))
    if way in ("exact", "strict"):
        proof = (n_inner >= 1) | (n_short_ends >= 1) | (2 * n_lower >= n_open)
        narrow = np.maximum.reduceat(width, starts) < SURE_WIDTH
        few = (n_open < _MIN_WRAPS) | (narrow & (n_inner < 2))
        return no_verse & proof & ~few & (n_open >= (20 if way == "exact" else 4) * n_bad)
    least = _MIN_LOOSE if way == "loose" else _MIN_WRAPS
    inside = (n_inner >= 2) & (n_inner >= n_closed)
    return no_verse & inside & (n_open >= least) & (n_open >= 10 * n_bad)


def _broken(shape: _Shape) -> BoolArray:
    """Lines behind which the block goes on."""
    return np.concatenate([shape.follows[1:], [False]])


def _widths(shape: _Shape, starts: IntArray, sizes: IntArray) -> NDArray[np.float64]:
    """The width of each group's lines: that of the longest one behind which there is a break; of many, one in ten may be longer."""
    counts = _broken(shape) & shape.counted
    n = np.where(counts, shape.n, 0)
    group = np.repeat(np.arange(len(starts)), sizes)
    order = np.lexsort((n, group))
    n_counted = np.add.reduceat(counts.astype(np.int64), starts)
    above = np.where(n_counted >= _MANY, n_counted // 10, 0)
    found: NDArray[np.float64] = n[order][starts + sizes - 1 - above].astype(np.float64)
    return found
