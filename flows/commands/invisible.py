"""Characters that a reader cannot see, or that would act on a screen instead of standing on it, and their names."""

import unicodedata

DIRECTION = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
"""Embeddings, overrides and isolates: shown, they would turn what stands around them."""

MARKS = {
    "\N{ZERO WIDTH NON-JOINER}": "ZWNJ", "\N{ZERO WIDTH JOINER}": "ZWJ", "\N{ZERO WIDTH SPACE}": "ZWSP",
    "\N{LEFT-TO-RIGHT MARK}": "LRM", "\N{RIGHT-TO-LEFT MARK}": "RLM", "\u061c": "ALM", "\ufeff": "BOM",
    "\N{WORD JOINER}": "WJ", "\N{SOFT HYPHEN}": "SHY", "\N{NO-BREAK SPACE}": "NBSP",
    "\N{NARROW NO-BREAK SPACE}": "NNBSP",
    "\t": "TAB", "\u2028": "LSEP", "\u2029": "PSEP",
}  # fmt: skip
"""Harmless ones: they may stand in the text as they are, with a label beside them."""


def _controls() -> dict[str, str]:
    named = {
        chr(c): unicodedata.name(chr(0x2400 + c)).removeprefix("SYMBOL FOR ") for c in range(0x20) if c not in (9, 10)
    }
    short = {"ESCAPE": "ESC", "NULL": "NUL", "BELL": "BEL", "CARRIAGE RETURN": "CR", "BACKSPACE": "BS"}
    found = {char: short.get(name, f"U+{ord(char):04X}") for char, name in named.items()}
    return found | {chr(c): f"U+{c:04X}" for c in (*range(0x7F, 0xA0), *range(0xE0000, 0xE0080))}


CONTROLS: dict[str, str] = _controls()
"""Control and tag characters: never shown as they are."""

LABELS: dict[str, str] = {**MARKS, **DIRECTION, **CONTROLS}

ACTIVE = frozenset(DIRECTION) | frozenset(CONTROLS)
"""Characters that must not reach a screen."""


def long_name(char: str) -> str:
    """The Unicode name and number of a character, for a tooltip."""
    return f"{unicodedata.name(char, 'control character')} U+{ord(char):04X}"
