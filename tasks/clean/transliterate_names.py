"""Write Latin names as the same document writes them in its own letters. Only where suggestions are to be applied."""

import re

import polars as pl

from tasks.clean.edit import LEDGER
from tasks.clean.foreign import foreign_runs
from tasks.text.letters import LATIN


def transliterate_names(texts: pl.Series, docs: pl.Series, languages: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """The passages `texts` of the documents `docs` (in languages by document number) with names written so, and the ledger rows."""
    passages = (
        pl.DataFrame({"doc": docs, "text": texts}).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    )
    documents = passages.group_by("doc", maintain_order=True).agg(pl.col("text").str.join("\n"))
    documents = documents.with_columns(language=languages.gather(documents["doc"]))
    runs = documents.select("doc", foreign=foreign_runs(documents)).drop_nulls().explode("foreign").unnest("foreign")
    names = runs.filter(pl.col("kind") == "person").group_by("doc").agg("run", "arabic")
    rows = []
    # In Python: on the passages of one document in a hundred.
    for row, text, run, arabic in passages.join(names, on="doc").select("row", "text", "run", "arabic").iter_rows():
        new, places = text, 0
        for latin, own in sorted(zip(run, arabic, strict=True), key=lambda pair: -len(pair[0])):
            new, n = re.subn(rf"(?<![{LATIN}(]){re.escape(latin)}(?![{LATIN})])", own, new)
            places += n
        if places:
            rows.append((row, "transliterate_names", float(places), ", ".join(run), "\u060c ".join(arabic), new))
    changed = pl.DataFrame(rows, schema=LEDGER | {"new": pl.String}, orient="row")
    return texts.clone().scatter(changed["row"], changed["new"]), changed.drop("new")
