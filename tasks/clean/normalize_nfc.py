"""Compose letters and their signs (NFC): one way to write each letter, and no compatibility folding."""

import polars as pl

# Whatever lies outside the plain Arabic, Latin and punctuation blocks, or stacks two signs, may not be in NFC yet.
EVIDENCE = r"[^\x00-\x{2ff}\x{600}-\x{652}\x{656}-\x{6ff}\x{2002}-\x{206f}\x{20a0}-\x{20cf}]|\p{M}\p{M}"


def normalize_nfc(text: pl.Expr) -> pl.Expr:
    """Put `text` in NFC.

    >>> pl.select(normalize_nfc(pl.lit("\u0627\u0653"))).item() == "\u0622"
    True
    """
    return text.str.normalize("NFC")
