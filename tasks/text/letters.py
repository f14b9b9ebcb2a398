"""Pieces of character classes for regular expressions. Letters alone: the blocks hold punctuation and digits, too."""

ARABIC = r"\u0621-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3"
"""Letters of the Arabic script, without signs and tatweel."""

WORD = r"\u0621-\u063a\u0641-\u0652\u066e-\u06d3"
"""What an Arabic or Persian word is made of: letters and vowel signs, without tatweel and joiners."""

DIGIT = r"0-9\u0660-\u0669\u06f0-\u06f9"
"""Digits of the numbers in Arabic, Persian and Latin text; `\\d` knows sixty more sets and costs a pattern milliseconds."""

LATIN = r"A-Za-z\u00c0-\u024f"
"""Latin letters with their signs."""
