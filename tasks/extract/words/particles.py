"""Particles of Arabic and Persian that several rules look at, folded. What only one rule needs stands with that rule."""

THE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
AND = "\N{ARABIC LETTER WAW}"
SO = "\N{ARABIC LETTER FEH}"
BY = "\N{ARABIC LETTER BEH}"
FOR = "\N{ARABIC LETTER LAM}"
AS = "\N{ARABIC LETTER KEHEH}"
AND_THE = AND + THE
FOR_THE = FOR * 2
IN = "\N{ARABIC LETTER FEH}\N{ARABIC LETTER FARSI YEH}"
WITH = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER AIN}"
ABOUT = "\N{ARABIC LETTER AIN}\N{ARABIC LETTER NOON}"
HAD = ("\u06a9\u0627\u0646", "\u06a9\u0627\u0646\u062a", "\u06a9\u0627\u0646\u0648\u0627")
ALREADY = "\u0642\u062f"
THIS = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER FARSI YEH}\N{ARABIC LETTER NOON}"
OBJECT_MARK = "\N{ARABIC LETTER REH}\N{ARABIC LETTER ALEF}"
_PROCLITICS = AND + SO + BY + FOR + AS


def without_proclitics(word: str) -> str:
    """An Arabic word of five letters and more without what is written with its head: a shorter one may begin so itself."""
    return word.lstrip(_PROCLITICS) if len(word) > 4 else word


IN_IT = ("\u0641\u06cc\u0647", "\u0641\u06cc\u0647\u0627")
"""Arabic "in it", behind a verb: «بيانا قال فيه»."""
