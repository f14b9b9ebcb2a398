"""What a cleaning rule is. The rules themselves lie one a file beside this; their order stands in `tasks.clean.rules`."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Edit:
    """A rule that changes text inside a passage.

    `change` maps the text expression to the changed one. `evidence` is a regular expression that finds each place
    where the rule may act: texts without it are not touched, and its matches are counted and shown.
    `languages`: the only ones it is for; empty for all. `rare`: few texts hold its evidence, and no other rule makes
    it where none of the rare kind was, so one look at a text serves all rare rules.
    """

    name: str
    change: Callable[[pl.Expr], pl.Expr]
    evidence: str
    languages: tuple[str, ...] = ()
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """A rule that takes a passage out of the body.

    `applies` gives a boolean over the columns of `tasks.clean.facts`. `kind` and `placement` are those of the
    passages table. `value` names the fact that is written to the ledger, beside the `threshold` it was held against.
    """

    name: str
    kind: str
    placement: str
    applies: Callable[[], pl.Expr]
    value: str | None = None
    threshold: float | None = None
    severity: str = "info"


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
