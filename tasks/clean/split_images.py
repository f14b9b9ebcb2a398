"""Split lines at the images and captions that marks left inside them."""

import re

import polars as pl

from tasks.clean.remove_markdown import IMAGE

_BEGINS = ["![", "[caption"]
_SHORTCODE = re.compile(r"\[caption\b[^\[\]]*+\](?:(?!\[/caption\]).){0,600}\[/caption\]", re.DOTALL)


def split_images(passages: pl.DataFrame) -> pl.DataFrame:
    """Where an image with a text, or a caption in square brackets, begins and ends in `passages` (text, …): at, point.

    An image without a text parts nothing. In Python: one passage in a thousand holds an image.
    """
    at = passages["text"].str.contains_any(_BEGINS).arg_true()
    points = [(row, point) for row, text in zip(at, passages["text"].gather(at), strict=True) for point in _edges(text)]
    return pl.DataFrame(points, schema={"at": pl.Int64, "point": pl.Int64}, orient="row")


def _edges(text: str) -> list[int]:
    """Where images begin and end, the edges of the whole text left out."""
    found = [*(image for image in IMAGE.finditer(text) if image[1].strip()), *_SHORTCODE.finditer(text)]
    return sorted({edge for image in found for edge in image.span()} - {0, len(text)})
