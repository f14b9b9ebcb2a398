"""Extract: who said what, who is named, which office is claimed, whom the text names as its source.

`extract` is the only thing other packages call. It never looks at another batch, another document's text or the clock:
the same document gives the same rows whatever it is cut together with.
"""

import polars as pl

from tasks.extract.dates.dates import Dates
from tasks.extract.dates.published import published_days
from tasks.extract.offices.claims import find_claims
from tasks.extract.offices.further_offices import deputies_of_institutions
from tasks.extract.offices.offices import find_offices
from tasks.extract.people.names import name_entities
from tasks.extract.people.persons import find_persons
from tasks.extract.places import find_places
from tasks.extract.quotes.quotes import find_quotes
from tasks.extract.rows import (
    KEYS,
    attribution_rows,
    claim_rows,
    date_rows,
    mention_rows,
    number_within_documents,
    person_tokens,
    quote_rows,
)
from tasks.extract.sources.attributions import find_attributions
from tasks.extract.speakers.speakers import Speakers
from tasks.extract.words.lexicon import Lexicon, lexicon
from tasks.extract.words.reading import Reading, read
from warehouse.contract import Table, conform
from warehouse.tables.aliases import ALIASES
from warehouse.tables.attributions import ATTRIBUTIONS
from warehouse.tables.dates import DATES
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.entities import ENTITIES
from warehouse.tables.mentions import MENTIONS
from warehouse.tables.office_claims import OFFICE_CLAIMS
from warehouse.tables.passages import PASSAGES
from warehouse.tables.quotes import QUOTES

__all__ = ["READ_OF_DOCUMENTS", "READ_OF_PASSAGES", "extract"]

READ_OF_DOCUMENTS = DOCUMENTS.only(*KEYS, "language", "published_at", "published_precision")
READ_OF_PASSAGES = PASSAGES.only(*KEYS, "passage_no", "kind", "placement", "start_char", "clean_text")
_NUMBERED: tuple[tuple[Table, str], ...] = (
    (QUOTES, "quote_no"),
    (MENTIONS, "mention_no"),
    (OFFICE_CLAIMS, "claim_no"),
    (ATTRIBUTIONS, "attribution_no"),
    (DATES, "date_no"),
)


def extract(documents: pl.DataFrame, passages: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Read `documents` and their `passages`; give the seven tables of extraction by name.

    The tables are entities, aliases, mentions, quotes, office_claims, attributions and dates. Frames as DOCUMENTS and
    PASSAGES, or what is read of them; ContractError where they are not. Documents in a language without facts of
    extraction (see tasks/languages) have no rows. Offsets are code points into `documents.text`.
    """
    documents, passages = _needed(documents, READ_OF_DOCUMENTS).sort(KEYS), _needed(passages, READ_OF_PASSAGES)
    parts: dict[str, list[pl.DataFrame]] = {table.name: [] for table, _ in _NUMBERED}
    removed = pl.col("placement") == "removed"
    for frame, known in _by_language(documents, passages.filter(~removed)):
        reading = read(frame, known)
        for name, rows in _rows(reading).items():
            parts[name].append(rows)
        published = published_days(documents, known.facts["dates"]["hours_ahead"])
        parts[DATES.name].append(date_rows(reading, Dates(reading, published).find()))
    # Who wrote is no news; whom the text was taken from is.
    for frame, known in _by_language(documents, passages.filter(removed, pl.col("kind").is_in(["byline", "dateline"]))):
        reading = read(frame, known)
        parts[ATTRIBUTIONS.name].append(
            attribution_rows(reading, find_attributions(reading, ["byline"] * frame.height))
        )
    tables = {
        table.name: number_within_documents(parts[table.name], documents, table, number) for table, number in _NUMBERED
    }
    entities, aliases = name_entities(tables[MENTIONS.name], documents)
    return {ENTITIES.name: conform(entities, ENTITIES), ALIASES.name: conform(aliases, ALIASES), **tables}


def _needed(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    return conform(frame.select(name for name in table.names if name in frame.columns), table)


def _by_language(documents: pl.DataFrame, passages: pl.DataFrame) -> list[tuple[pl.DataFrame, Lexicon]]:
    """`passages` with the number of their document, one frame for each language that has facts of extraction."""
    tag = pl.col("language").str.split("-").list.first()
    numbered = documents.select(*KEYS, tag.alias("tag")).with_row_index("document")
    read_ones = (
        passages.select(*KEYS, "passage_no", "placement", "start_char", "clean_text")
        .join(numbered, on=KEYS, how="inner")
        .drop(KEYS)
        .sort("document", "passage_no")
    )
    frames = {str(key): frame for (key,), frame in read_ones.partition_by("tag", as_dict=True).items()}
    return [(frames[tag], known) for tag in sorted(frames) if (known := lexicon(tag)) is not None]


def _rows(reading: Reading) -> dict[str, pl.DataFrame]:
    """All rows of one language's passages."""
    mentions = find_persons(reading)
    offices = sorted(find_offices(reading, mentions) + deputies_of_institutions(reading, mentions))
    claims = find_claims(reading, offices, mentions)
    body = reading.passages["placement"].eq("body").to_list()
    quotes = [quote for quote in find_quotes(reading) if body[reading.passage[quote.start]]]
    speakers = Speakers(reading, mentions, offices, claims).resolve(quotes)
    # Paragraphs that nobody is known to say are no statements; in Persian marked ones are verses and salutations then.
    last = reading.lexicon.verb == "last"
    unsaid = [quote.carried or (last and quote.cue < 0) for quote in quotes]
    known = [at for at in range(len(quotes)) if not unsaid[at] or speakers[at].name is not None]
    quotes, speakers = [quotes[at] for at in known], [speakers[at] for at in known]
    places = find_places(reading, person_tokens(reading, mentions))
    sources = find_attributions(reading, reading.passages["placement"].to_list())
    return {
        QUOTES.name: quote_rows(reading, quotes, speakers),
        MENTIONS.name: mention_rows(reading, mentions, places),
        OFFICE_CLAIMS.name: claim_rows(reading, claims, mentions),
        ATTRIBUTIONS.name: attribution_rows(reading, sources),
    }
