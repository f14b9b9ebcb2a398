"""Learning recurring lines: what an outlet puts around its articles is learned, and the words of its articles are not."""

from collections.abc import Sequence
from datetime import UTC, datetime

import polars as pl
import pytest

from tasks.learn import ROW, edge_lines, in_force, learned_rows, outlet_sizes, recurring_lines

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PROSE = [
    f"Growers in valley number {n} counted more plum trees this spring than in any year since the flood."
    for n in range(500)
]


def articles(around: Sequence[tuple[Sequence[str], Sequence[str]]], n_plain: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(documents, passages): one article for each of `around` (lines above, lines below), and some without; all of one outlet."""
    bodies = [[*above, *PROSE[n : n + 6], *below] for n, (above, below) in enumerate(around)]
    bodies += [PROSE[n : n + 6] for n in range(len(around), len(around) + n_plain)]
    rows = [
        (f"d{n:03}", "1", "b", number, line, "body", None)
        for n, body in enumerate(bodies)
        for number, line in enumerate(body, 1)
    ]
    names = [*ROW, "passage_no", "clean_text", "placement", "rule"]
    passages = pl.DataFrame(rows, schema=names, orient="row", schema_overrides={"rule": pl.String})
    documents = passages.select(ROW).unique(maintain_order=True).with_columns(outlet=None, source=pl.lit("gazette"))
    return documents.with_columns(pl.col("outlet").cast(pl.String)), passages


def learned(documents: pl.DataFrame, passages: pl.DataFrame, n_files: int = 1) -> pl.DataFrame:
    sizes = outlet_sizes(documents.lazy(), documents.select(ROW).lazy())
    owners = documents.select(*ROW, outlet=pl.coalesce("outlet", "source"))
    part = pl.col("doc_id").str.slice(1).cast(pl.Int64) % n_files
    return recurring_lines((edge_lines(passages.filter(part == n).lazy(), owners) for n in range(n_files)), sizes)


IMPRINT = "The Gazette is printed in Lantern Bay by the Gull Press, and all of its rights are reserved there."


@pytest.mark.parametrize(
    ("above", "below", "n_with", "n_plain", "wanted"),
    [
        ([], [IMPRINT], 30, 200, ("tail", "trailer")),
        (["Lantern Bay Gazette"], [], 30, 200, ("head", "navigation")),
        ([], ["Subscribe to our newsletter"], 30, 200, ("tail", "promotion")),
        ([], [IMPRINT], 19, 0, None),  # too few documents
        ([], [IMPRINT], 10, 380, None),
        ([], ["Prices in the shops are lower than those of the harbour market."], 20, 420, None),  # prose, in under 5 %
        (
            ["\u0628\u0633\u0645 \u0627\u0644\u0644\u0647 \u0627\u0644\u0631\u062d\u0645\u0646"],
            [],
            30,
            0,
            None,
        ),  # a speech opens so
        ([], ["31"], 30, 0, None),  # no words
    ],
)
def test_what_is_learned(
    above: list[str], below: list[str], n_with: int, n_plain: int, wanted: tuple[str, str] | None
) -> None:
    """A short line in many articles at one edge, or a sentence in a good part of them; with its edge and kind."""
    found = learned(*articles([(above, below)] * n_with, n_plain))
    assert [(row["edge"], row["kind"]) for row in found.iter_rows(named=True)] == ([wanted] if wanted else [])


def test_lines_inside_articles_are_not_learned() -> None:
    """A heading that stands in the middle of articles is no furniture, however often it is there."""
    documents, passages = articles([([], ["In other news", *PROSE[200 + n : 208 + n]]) for n in range(40)], 0)
    assert learned(documents, passages).height == 0


def test_spellings_are_one_line_and_files_do_not_matter() -> None:
    """Two spellings are counted together, under the commoner one; the lake's files may be cut in any way."""
    one, other = (
        "\u0635\u062d\u064a\u0641\u0629 \u0627\u0644\u0645\u0631\u0633\u0649",
        "\u0635\u062d\u064a\u0641\u0647 \u0627\u0644\u0645\u0631\u0633\u064a",
    )
    data = articles([([], [one])] * 15 + [([], [other])] * 10, 100)
    found, parted = learned(*data), learned(*data, n_files=4)
    assert found.equals(parted)
    assert found.select("line", "n_documents", "n_of").row(0) == (one, 25, 125)


def test_what_the_rule_removed_is_counted_still() -> None:
    """A line that is removed once it was learned stays learned; what other rules remove is not counted."""
    documents, passages = articles([([], [IMPRINT])] * 30, 100)
    gone = pl.when(pl.col("clean_text") == IMPRINT)
    removed = {
        rule: passages.with_columns(
            placement=gone.then(pl.lit("removed")).otherwise("placement"), rule=gone.then(pl.lit(rule))
        )
        for rule in ("drop_recurring_line", "drop_copyright")
    }
    assert {rule: learned(documents, rows).height for rule, rows in removed.items()} == {
        "drop_recurring_line": 1,
        "drop_copyright": 0,
    }


def test_only_changes_are_published_and_the_newest_row_counts() -> None:
    """Learning the same again gives no rows; a line that recurs no more is taken out of force."""
    found = learned(*articles([(["Lantern Bay Gazette"], [IMPRINT])] * 30, 100))
    first = learned_rows(
        found, in_force(learned_rows(found.clear(), found.clear(), batch_id="a", now=NOW).lazy()), batch_id="a", now=NOW
    )
    known = in_force(first.lazy())
    again = learned_rows(found, known, batch_id="b", now=NOW)
    fewer = learned_rows(found.head(1), known, batch_id="c", now=datetime(2026, 4, 1, tzinfo=UTC))
    left = in_force(pl.concat([first, fewer]).lazy())
    assert (first.height, known.height, again.height, fewer.height) == (2, 2, 0, 2)
    assert left["line"].to_list() == found.head(1)["line"].to_list()
