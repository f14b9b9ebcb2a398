"""The cheap looks before the close ones: they may let too much through, and must let through all that counts."""

import tomllib
from importlib.resources import files

import polars as pl

from expectations.captions import _signs, caption_marks
from expectations.script_noise import _conditions, noise_marks

SHAPES = (
    "{0}", "({0})", "({0} L)", "({0}: Odalys Fenn)", "[{0} Odalys Fenn]", "({0} Odalys", "{0}: Odalys Fenn", "** {0} | Fenn",
    "{0}** : Fenn", "The bridge is open. {0} Odalys Fenn", "(L) {0}", "{0} one\nThe bridge is open.\n{0} one", "(L/R) {0}",
    "عاد {0}", "{0} عاد", "عاد\n{0}\nعاد", "{0} | {0}", "عاد{0}", "<br>{0}", "[caption]{0}", "\u064aس\u06cc {0}", "{0}](/a)", "&amp;{0}", "\ufeb2{0}",
)  # fmt: skip


def _texts() -> pl.Series:
    sections = tomllib.loads(files("expectations").joinpath("cues.toml").read_text(encoding="utf-8")).values()
    words = sorted({word for section in sections for words in section.values() for word in words})
    return pl.Series("text", [shape.format(word) for word in words for shape in SHAPES])


def test_every_text_with_a_sign_of_a_caption_is_looked_at_closely() -> None:
    """Each cue in each place in which it can be a sign: the marks are those of a close look at every text."""
    texts = _texts()
    close = texts.to_frame().select(_signs(pl.col("text"))).to_series()
    assert (close > 0).sum() > len(texts) // 20
    assert caption_marks(texts).to_list() == close.to_list()


def test_every_text_with_noise_is_looked_at_closely() -> None:
    """The same for each kind of noise."""
    texts = _texts()
    kinds = texts.to_frame().select(
        condition.cast(pl.UInt32).alias(kind) for kind, condition in _conditions(pl.col("text")).items()
    )
    assert (kinds.sum() > 0).transpose().to_series().all()
    assert noise_marks(texts).to_list() == kinds.sum_horizontal().to_list()
