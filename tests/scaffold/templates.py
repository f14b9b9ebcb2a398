"""What a new rule's files hold. `…` stands where something is to be written: a test fails as long as it does."""

_EDIT = '''"""<words>: … say in one sentence what it mends, and which crawls or editors leave it."""

import polars as pl

EVIDENCE = r"[^\\s\\S]"
"""… Nothing has it yet: a pattern for each place where the rule may act."""


def <name>(text: pl.Expr) -> pl.Expr:
    """`text` with … changed.

    >>> pl.select(<name>(pl.lit("what is right stays"))).item()
    'what is right stays'
    """
    return text.str.replace_all(EVIDENCE, "")
'''

_REWRITE = '''"""<words>: … say in one sentence what it mends, and why no expression can."""

import polars as pl

EVIDENCE = r"[^\\s\\S]"
"""… Nothing has it yet: a cheap pattern that texts must have before they are looked at."""

_CHANGED = {"row": pl.Int64, "new": pl.String, "value": pl.Float64, "before": pl.String, "after": pl.String}


def <name>(texts: pl.Series) -> pl.DataFrame:
    """The texts in which … is changed: row (number in `texts`), new, value (places), before and after (the first place)."""
    return pl.DataFrame(schema=_CHANGED)
'''

_REMOVAL = '''"""<words>: … say in one sentence what it takes out, and why that is no journalism."""

import polars as pl


def <name>() -> pl.Expr:
    """True for …: what it is, where it stands and how it looks; a cue word alone is not enough."""
    return pl.lit(False)
'''

_FLAG = '''"""<words>: … say in one sentence what is wrong with a document that has this flag."""

import polars as pl


def <name>(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents that …: what is measured, and the place."""
    return (
        documents.lazy()
        .filter(pl.lit(False))
        .select("doc", value=pl.lit(1.0), before=pl.lit(None, dtype=pl.String))
        .collect()
    )
'''

MODULES = {"edit": _EDIT, "rewrite": _REWRITE, "removal": _REMOVAL, "flag": _FLAG}
"""The rule's file, by kind."""

REGISTRATIONS = {
    "edit": ("from tasks.clean import <name>", 'Edit("<name>", <name>.<name>, <name>.EVIDENCE)'),
    "rewrite": ("from tasks.clean import <name>", 'Rewrite("<name>", <name>.<name>, <name>.EVIDENCE)'),
    "removal": ("from tasks.clean.<name> import <name>", 'Removal("<name>", "<kind>", "<placement>", <name>)'),
    "flag": ("from tasks.clean.flags.<name> import <name>", 'Flag("<name>", <name>, threshold=1)'),
}
"""The import and the entry in the table, by kind."""

_LINE_CASES = """{
  "about": "…",
  "positive": [
    {"why": "…", "lines": ["@ar:2", "- …", "@ar:-2"]},
    {"why": "…", "lines": ["@fa:2", "- …", "@fa:-2"]}
  ],
  "negative": [
    {"why": "…", "lines": ["@ar:2", "  …", "@ar:-2"]},
    {"why": "…", "lines": ["@fa:2", "  …", "@fa:-2"]}
  ]
}
"""

_TEXT_CASES = """{
  "about": "…",
  "positive": [
    {"why": "…", "text": "…", "becomes": "…"},
    {"why": "…", "text": "…", "becomes": "…"}
  ],
  "negative": [
    {"why": "…", "text": "…"},
    {"why": "…", "text": "…"}
  ]
}
"""

_FLAG_CASES = """{
  "about": "…",
  "positive": [
    {"why": "…", "lines": ["  …", "@ar"]},
    {"why": "…", "lines": ["  …", "@fa"]}
  ],
  "negative": [
    {"why": "…", "lines": ["  …", "@ar"]},
    {"why": "…", "lines": ["  …", "@fa"]}
  ]
}
"""

CASES = {"edit": _TEXT_CASES, "rewrite": _TEXT_CASES, "removal": _LINE_CASES, "flag": _FLAG_CASES}
"""The case file, by kind."""
