"""What differs between the texts of a pair: words added and cut, counted, and the places themselves as a person reads them.

Which pairs there are is found elsewhere. Titles are not compared.
"""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from tasks.dedupe.conflicting import conflicting
from tasks.dedupe.parting import parted
from tasks.dedupe.wording import Sides, Wording, sides, wording
from tasks.text.codepoints import IntArray
from warehouse.tables.document_links import DIFFERS

MOST_STRETCHES = 5
MOST_FACTS = 10
LONGEST_STRETCH = 12
"""Words of a stretch that are shown."""

MOST_TOLD = 50
"""Pairs of a document of which the places are shown, the most alike first; words are counted in all."""

_CHARACTERS_AT_ONCE = 4_000_000
_EDGES = ("cut_from", "cut_to", "added_from", "added_to")


def changes(pairs: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """What differs, a row for each of `pairs` in their order: n_words_added, n_words_cut, differs.

    `pairs`: doc_id, other_doc_id, relation, similarity. `texts`: doc_id, text, one row a document. Added is what stands in
    the other document alone, cut what stands in doc_id alone, both counted in folded words, each as often as it stands
    there. `differs` has the places, facts in conflict for templates, and is null for exact copies and where a text is not
    given.
    """
    known = texts.select("doc_id", "text", n=pl.col("text").str.len_chars().cast(pl.Int64)).with_row_index("text_no")
    numbered = _told(pairs.select("doc_id", "other_doc_id", "relation", "similarity").with_row_index("row"))
    compared = numbered.filter(pl.col("relation") != "exact").join(known, on="doc_id", maintain_order="left")
    compared = compared.join(known, left_on="other_doc_id", right_on="doc_id", suffix="_right", maintain_order="left")
    found = [_block(block, known) for block in _blocks(compared)]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "row": pl.UInt32,
        "n_words_added": pl.Int32,
        "n_words_cut": pl.Int32,
        "differs": DIFFERS,
    }
    rows = pl.concat([pl.DataFrame(schema=schema), *found])
    same = pl.when(pl.col("relation") == "exact").then(pl.lit(0, pl.Int32))
    joined = numbered.join(rows, on="row", how="left", maintain_order="left")
    return joined.select(
        pl.coalesce(same, "n_words_added").alias("n_words_added"),
        pl.coalesce(same, "n_words_cut").alias("n_words_cut"),
        "differs",
    )


def _told(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs, marked where they are among the most alike ones of either document."""
    links = [pairs.select("row", "similarity", document=name) for name in ("doc_id", "other_doc_id")]
    rank = pl.col("similarity").rank("ordinal", descending=True).over("document")
    near = pl.concat(links).filter(rank <= MOST_TOLD)["row"].unique()
    return pairs.with_columns(told=pl.col("row").is_in(near.implode()))


def _blocks(compared: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The pairs in parts of bounded text; a pair alone may be more than that."""
    sizes = compared.select(pl.col("n") + pl.col("n_right")).to_series().cum_sum()
    yield from compared.with_columns(block=sizes // _CHARACTERS_AT_ONCE).partition_by("block", maintain_order=True)


def _block(pairs: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """What differs in pairs whose texts fit in memory together: row, n_words_added, n_words_cut, differs."""
    numbers = pl.concat([pairs["text_no"], pairs["text_no_right"]]).unique().sort()
    words = wording(known["text"].gather(numbers))
    left, right = (np.searchsorted(numbers, pairs[name]).astype(np.int64) for name in ("text_no", "text_no_right"))
    added, cut = _counts(words, sides(words.bounds, left, right))
    template = (pairs["relation"] == "template").to_numpy()
    told = pairs["told"].to_numpy()
    places = _places(words, left, right, np.flatnonzero(told & template), conflicting, MOST_FACTS)
    with_facts = np.isin(np.arange(len(left)), places["pair"])
    stretches = _places(words, left, right, np.flatnonzero(told & ~with_facts), parted, MOST_STRETCHES)
    differs = _spelled(words, pl.concat([places, stretches]))
    counted = pairs.select("row", n_words_added=added, n_words_cut=cut).with_row_index("pair")
    rows = counted.join(differs, on="pair", how="left", maintain_order="left")
    empty = pl.when(pl.Series(told)).then(pl.lit([], DIFFERS))
    return rows.select("row", "n_words_added", "n_words_cut", pl.coalesce("differs", empty).alias("differs"))


def _counts(words: Wording, both: Sides) -> tuple[pl.Series, pl.Series]:
    """Words that the right text has more of than the left one, and the other way round, of each pair."""
    keys = both.keyed(words.hashes[both.words])
    order = np.argsort(keys)
    begins = np.flatnonzero(np.append(True, keys[order][1:] != keys[order][:-1])[: len(keys)])
    more = np.where(both.lines[order] < both.n_pairs, -1, 1)
    net = np.add.reduceat(more, begins) if len(begins) else more
    pair = both.pairs()[order][begins]
    added, cut = (np.bincount(pair, np.maximum(sign * net, 0), both.n_pairs) for sign in (1, -1))
    return pl.Series(added).cast(pl.Int32), pl.Series(cut).cast(pl.Int32)


def _places(
    words: Wording,
    left: IntArray,
    right: IntArray,
    chosen: IntArray,
    find: Callable[[Wording, Sides], pl.DataFrame],
    most: int,
) -> pl.DataFrame:
    """The largest places that `find` finds in the `chosen` pairs, in their order; `pair` counts all pairs."""
    found = find(words, sides(words.bounds, left[chosen], right[chosen])).with_row_index("place")
    largest = found.filter(pl.col("n").rank("ordinal", descending=True).over("pair") <= most)
    return largest.sort("place").select(pl.Series(chosen).gather(largest.sort("place")["pair"]).alias("pair"), *_EDGES)


def _spelled(words: Wording, places: pl.DataFrame) -> pl.DataFrame:
    """The places as the documents spell them, a list for each pair. A stretch at a time: they are few, and short."""
    cut, added = (
        pl.Series([_stretch(words, *edges) for edges in places.select(names).iter_rows()], dtype=pl.String)
        for names in (_EDGES[:2], _EDGES[2:])
    )
    told = places.select("pair", differs=pl.struct(cut=cut, added=added))
    return told.group_by("pair", maintain_order=True).agg("differs").cast({"differs": DIFFERS})


def _stretch(words: Wording, first: int, behind: int) -> str | None:
    if first == behind:
        return None
    return words.spelled(first, min(behind, first + LONGEST_STRETCH)) + (
        "" if behind - first <= LONGEST_STRETCH else " \N{HORIZONTAL ELLIPSIS}"
    )
