"""Remove tatweel that stretches a word, inside it or at its end; after a proclitic one is right and stays, and so do dashes made of it."""

import polars as pl

from tasks.text.letters import DIGIT, WORD

_LETTER = f"[{WORD}]"
# A last letter that joins to what follows: after any other one, tatweel is a dash.
_JOINING = r"\u0628\u062a\u062b\u062c\u062d\u062e\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u064a\u0626\u0649\u067e\u0686\u06a9\u06af\u06cc"
_STRETCHED_END = rf"{_LETTER}{{2}}[{_JOINING}--[\u0644]]|{_LETTER}[{WORD}--[\u0627]]\u0644"
EVIDENCE = rf"{_LETTER}\u0640+{_LETTER}|\u0640{{2}}"


def remove_tatweel(text: pl.Expr) -> pl.Expr:
    """Close words of `text` that tatweel stretches.

    >>> pl.select(remove_tatweel(pl.lit("\u0643\u0640\u0640\u0644"))).item() == "\u0643\u0644"
    True
    """
    # Twice: two stretches may share the letter between them, and matches do not overlap.
    # NFC: two vowel signs that tatweel kept apart have an order.
    pattern = rf"({_LETTER})\u0640+({_LETTER})"
    text = text.str.replace_all(pattern, "${1}${2}").str.replace_all(pattern, "${1}${2}")
    text = text.str.replace_all(rf"([{DIGIT}]) ?\u0640{{2,}} ?([{DIGIT}])", "${1}-${2}")
    text = text.str.replace_all(
        r"((?:^|[ (])(?:[\u0648\u0641]?[\u0628\u0644\u0643\u0648\u0641]|[\u0648\u0641\u0628\u0643\u0644]?\u0627\u0644|\u0648?\u0644\u0644))\u0640{2,}",
        "${1}\u0640",
    )
    return text.str.replace_all(
        rf"({_STRETCHED_END})\u0640{{2,}}([ .\u060c\u061b:\u061f!]|$)", "${1}${2}"
    ).str.normalize("NFC")
