"""What a cleaning rule is. The rules themselves lie one a file beside this; their order stands in `tasks.clean.rules`."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Edit:
    """A rule that changes text inside a passage.

    `change` maps the text expression to the changed one. `evidence` is a regular expression that finds each place
    where the rule may act: texts without it are not touched, and its matches are counted and shown.
    `languages`: the only ones it is for; empty for all. `look`: rules of one name share one look at a text for the
    evidence of any of them. They follow each other, few texts hold the evidence of one, and none of them makes
    another's evidence in a text that held none.
    """

    name: str
    change: Callable[[pl.Expr], pl.Expr]
    evidence: str
    languages: tuple[str, ...] = ()
    look: str = ""


REWRITTEN = {"row": pl.Int64, "new": pl.String, "value": pl.Float64, "before": pl.String, "after": pl.String}
"""The rows that a Rewrite gives."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A rule that changes text inside a passage where no expression can find the place, or say what to write there.

    `rewrite` takes texts that hold `evidence` and gives a row for each text it changes: row (its number in what was
    given, Int64), new, value (how many places, or how sure), before and after (the first place, for people). The rest is as in an Edit.
    `together`: rules one after the other that have the same are applied by one call of it, with the texts and the names of
    the rules; its rows tell their rule, and those of one text have the same new one.
    """

    name: str
    rewrite: Callable[[pl.Series], pl.DataFrame]
    evidence: str
    languages: tuple[str, ...] = ()
    look: str = ""
    together: Callable[[pl.Series, tuple[str, ...]], pl.DataFrame] | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A rule that says where a line holds two things that are glued: what begins there is a passage of its own.

    `points` takes passages (doc, raw_start, raw_end, text, n_lines) and gives rows: at (number of the passage in what
    was given, Int64) and point (code points into its text, Int64). It removes nothing: where no removal takes either side, the
    pieces grow together again.
    """

    name: str
    points: Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Removal:
    """A rule that takes a passage out of the body.

    `applies` gives a boolean over the columns of `tasks.clean.facts`. `kind` and `placement` are those of the
    passages table. `value` names the fact that is written to the ledger, beside the `threshold` it was held against.
    `kind_from` names the fact that says the kind where it differs from passage to passage.
    `gate`: a cheap condition that some passage must meet for the rule to apply in its document: for rules that look over
    a whole document, so that they look at few.
    """

    name: str
    kind: str
    placement: str
    applies: Callable[[], pl.Expr]
    value: str | None = None
    threshold: float | None = None
    severity: str = "info"
    kind_from: str | None = None
    gate: Callable[[], pl.Expr] | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A detector: labels a document and touches no text.

    `detect` takes the documents (doc, title, text, language) and their passages (doc, passage_no, placement, kind,
    clean_text) and returns the rows it found: doc, value, and before (the place, or null).
    """

    name: str
    detect: Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]
    threshold: float
    severity: str = "warning"
