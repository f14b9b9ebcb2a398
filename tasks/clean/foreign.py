"""Latin words in Arabic and Persian documents, and what each is: a source, a platform, a brand, a name … or noise.

Found once a document and kept as its column `foreign`, for the detectors that ask. Documents without such words, nine in
ten, cost one look.
"""

import tomllib
from functools import cache
from importlib.resources import files

import polars as pl

from tasks.languages import language
from tasks.text.letters import ARABIC, LATIN
from tasks.text.outlets import outlets
from tasks.text.skeletons import LEAST_LETTERS, skeletons
from warehouse.folding import fold

RUNS = pl.List(pl.Struct({"run": pl.String, "kind": pl.String, "arabic": pl.String, "n": pl.UInt32}))

LANGUAGES = ("ar", "fa")
_WORD = rf"[{LATIN}][!-~{LATIN}\u2019]*"
_RUN = rf"[#@%\\]?\(?{_WORD}(?: {_WORD})*"
_ADDRESS = r"//|www\.|@|#|%|_|\\|\.(?:com|org|net|ir|tn)\b"
_EDGES = " .,:;!?'\"\u2019-&+()[]*/"
_NAME = rf"^(?:[A-Z\u00c0-\u00de][{LATIN}'\u2019.-]+|[A-Z]\.)(?: (?:[A-Z\u00c0-\u00de][{LATIN}'\u2019.-]*|de|la|van|von|al|bin|der|du|di))*$"
_PERSON_LETTERS = 4


def foreign_runs(documents: pl.DataFrame) -> pl.Series:
    """The column `foreign` of `documents` (doc, language, text): runs of Latin words with kind, Arabic form and number, or null."""
    if "foreign" in documents.columns:
        return documents["foreign"]
    none = pl.Series("foreign", [None] * documents.height, dtype=RUNS)
    at = documents["language"].is_in(LANGUAGES).arg_true()
    at = at.filter(documents["text"].gather(at).str.contains(rf"[{LATIN}]"))
    if at.is_empty():
        return none
    some = documents[at].select("text", row=pl.int_range(pl.len()))
    runs = _classified(_with_arabic_forms(_found(some), some))
    lists = runs.group_by("row", maintain_order=True).agg(foreign=pl.struct("run", "kind", "arabic", "n"))
    found = lists.select(pl.col("foreign").cast(RUNS), at=at.gather(lists["row"]).cast(pl.UInt32))
    return pl.DataFrame({"at": pl.arange(documents.height, eager=True, dtype=pl.UInt32)}).join(
        found, on="at", how="left", maintain_order="left"
    )["foreign"]


def _found(some: pl.DataFrame) -> pl.DataFrame:
    """Runs of Latin words of each text, without addresses and tags: row, gloss (alone in brackets), run, n."""
    runs = some.select("row", run=pl.col("text").str.extract_all(_RUN)).explode("run", empty_as_null=False)
    runs = runs.filter(~pl.col("run").str.contains(_ADDRESS))
    runs = runs.with_columns(
        pl.col("run").str.strip_chars(_EDGES), gloss=pl.col("run").str.contains(r"^\(.*\)[.,:;]?$")
    )
    return runs.filter(pl.col("run") != "").group_by("row", "gloss", "run", maintain_order=True).agg(n=pl.len())


def _with_arabic_forms(runs: pl.DataFrame, some: pl.DataFrame) -> pl.DataFrame:
    """Add `arabic`: how the same text writes the last word of a name in its own script, or null."""
    known = pl.col("run").is_in(sorted(_kinds()))
    last = pl.col("run").str.extract(rf"([{LATIN}]+)$")
    names = runs.filter(~pl.col("gloss") & pl.col("run").str.contains(_NAME) & ~known).with_columns(last=last)
    names = names.filter((pl.col("last").str.len_chars() >= _PERSON_LETTERS) & ~pl.col("last").str.contains("^[A-Z]+$"))
    names = names.with_columns(key=_keys("last")).filter(pl.col("key").str.len_chars() >= LEAST_LETTERS)
    words = (
        some.join(names.select("row").unique(), on="row", how="semi")
        .select("row", arabic=pl.col("text").str.extract_all(rf"[{ARABIC}]{{4,}}"))
        .explode("arabic", empty_as_null=False)
    )
    distinct = words.select(pl.col("arabic").unique()).with_columns(key=_keys("arabic"))
    words = (
        words.join(distinct.join(names, on="key", how="semi"), on="arabic", maintain_order="left")
        .group_by("row", "arabic", maintain_order=True)
        .agg(pl.col("key").first(), times=pl.len())
        .sort("times", descending=True, maintain_order=True)
        .unique(["row", "key"], keep="first", maintain_order=True)
    )
    forms = names.join(words, on=["row", "key"], how="inner").select("row", "gloss", "run", "arabic")
    return runs.join(forms, on=["row", "gloss", "run"], how="left", maintain_order="left")


def _keys(column: str) -> pl.Expr:
    """The consonants of each word. Folding is Python, once a distinct word of the few documents that hold Latin names."""
    folded = pl.col(column).map_batches(
        lambda words: pl.Series([fold(word) for word in words.to_list()], dtype=pl.String), return_dtype=pl.String
    )
    return skeletons(folded)


def _classified(runs: pl.DataFrame) -> pl.DataFrame:
    """Add `kind`, the first of the classes that fits."""
    run = pl.col("run")
    small = r"^[a-z\u00df-\u00f6\u00f8-\u00ff]{5,}$"
    kind = (
        pl.when("gloss").then(pl.lit("gloss"))
        .when(pl.col("arabic").is_not_null()).then(pl.lit("person"))
        .when(run.str.contains(r"^[A-Z][A-Z&.-]{0,7}s?$")).then(pl.lit("acronym"))
        .when(run.str.contains("[0-9]")).then(pl.lit("model"))
        .when(run.str.contains(_NAME)).then(pl.lit("name"))
        .when(run.str.contains("^[ivxlc]+$")).then(pl.lit("phrase"))
        .when(run.str.contains(small)).then(pl.lit("untranslated"))
        .otherwise(pl.lit("phrase"))
    )  # fmt: skip
    return runs.with_columns(kind=pl.coalesce(run.replace_strict(_kinds(), default=None, return_dtype=pl.String), kind))


@cache
def _kinds() -> dict[str, str]:
    """Runs that are known, as they are written, with what they are."""
    facts = tomllib.loads(files("tasks.clean").joinpath("foreign_words.toml").read_text(encoding="utf-8"))
    names = [name for outlet in outlets() if outlet.kind != "platform" for name in (*outlet.names, *outlet.after_cue)]
    known = dict.fromkeys(language("en")["clean"]["navigation"], "navigation")
    known |= {name: "source" for name in names if name.isascii()}
    for kind in ("platform", "brand", "unit"):
        known |= dict.fromkeys(facts[f"{kind}s"], kind)
    return known
