"""From tokens to table rows: offsets in the document's text, surfaces, keys. What is found, is found elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from tasks.extract.dates.date_joins import Found
from tasks.extract.offices.offices import Claim
from tasks.extract.people.mentions import Mention
from tasks.extract.places import Named, phrase_ends
from tasks.extract.sources.attributions import Attribution
from tasks.extract.speakers.subject_phrases import Speaker
from tasks.extract.statements import Quote
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools, Ints
from warehouse.contract import Table, conform
from warehouse.tables.attributions import ATTRIBUTIONS
from warehouse.tables.dates import DATES
from warehouse.tables.mentions import MENTIONS
from warehouse.tables.office_claims import OFFICE_CLAIMS
from warehouse.tables.quotes import QUOTES

_EPOCH = 719_163
"""1970-01-01 as a number of days from 0001-01-01."""
KEYS = ("doc_id", "revision", "batch_id")
"""What a document is known by; the rows have its number until they are numbered themselves."""
_PLACE = ("document", "passage_no")


def person_tokens(reading: Reading, mentions: list[Mention]) -> Bools:
    """Which tokens belong to a person's name."""
    taken = np.zeros(len(reading.tokens), dtype=np.bool_)
    for mention in mentions:
        taken[mention.start : mention.end] = True
    return taken


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Stretches of a reading, a row each: the first token, the first character, the character behind the last."""

    token: Ints
    begin: Ints
    stop: Ints

    def and_then(self, more: "_Stretches") -> "_Stretches":
        """These, and `more` behind them."""
        pairs = (self.token, more.token), (self.begin, more.begin), (self.stop, more.stop)
        return _Stretches(*map(np.concatenate, pairs))

    def texts(self, reading: Reading) -> list[str]:
        """What stands there."""
        text = reading.text
        return [text[begin:stop] for begin, stop in zip(self.begin.tolist(), self.stop.tolist(), strict=True)]


def _written(reading: Reading, first: Sequence[int] | Ints, after: Sequence[int] | Ints) -> _Stretches:
    """From the tokens `first` up to, and without, the tokens `after`; clitics and all."""
    start, end = np.asarray(first, dtype=np.int64), np.asarray(after, dtype=np.int64)
    return _Stretches(start, reading.tokens.start[start], reading.tokens.end[end - 1])


def _named(reading: Reading, first: Sequence[int] | Ints, after: Sequence[int] | Ints) -> _Stretches:
    """The same without clitics."""
    whole = _written(reading, first, after)
    return replace(whole, begin=whole.begin + np.frombuffer(reading.clitics, dtype=np.uint8)[whole.token])


def _cues(reading: Reading, tokens: list[int]) -> pl.Series:
    """The phrases that begin at `tokens`, as they are written; null for a negative one."""
    at = np.array(tokens, dtype=np.int64)
    known = np.maximum(at, 0)
    texts = pl.Series(_written(reading, known, phrase_ends(reading, known)).texts(reading), dtype=pl.String)
    return texts.set(pl.Series(at < 0, dtype=pl.Boolean), None)


def _placed(reading: Reading, spans: _Stretches, columns: dict[str, Any], table: Table, *more: str) -> pl.DataFrame:
    """Rows with their passage's keys and offsets.

    `more`: columns to keep besides. The offsets are null where the passage does not stand in the text. Columns that number the rows come later.
    """
    passage = reading.tokens.passage[spans.token]
    base = reading.tokens.base[passage]
    kept = reading.passages.select(*_PLACE, "placement", pl.col("start_char").alias("base"))[passage]
    schema = {name: dtype for name, dtype in table.polars_schema().items() if name in columns}
    offsets = {"begin": spans.begin - base, "stop": spans.stop - base}
    frame = pl.concat([kept, pl.DataFrame(columns, schema=schema), pl.DataFrame(offsets)], how="horizontal")
    return frame.with_columns(
        (pl.col("base") + pl.col("begin")).alias("start_char"),
        (pl.col("base") + pl.col("stop")).alias("end_char"),
        pl.col("placement").is_in(["caption", "credit"]).alias("in_caption"),
    ).select(*_PLACE, *columns, *more)


def quote_rows(reading: Reading, quotes: list[Quote], speakers: list[Speaker]) -> pl.DataFrame:
    """Rows of the table quotes, not numbered yet."""
    # A clitic of the first word belongs to the statement.
    spans = _written(reading, [quote.start for quote in quotes], [quote.end for quote in quotes])
    columns = {
        "kind": [quote.kind for quote in quotes],
        "cue": _cues(reading, [quote.cue for quote in quotes]),
        # "According to" is no verb of its own.
        "cue_class": [(reading.meaning(quote.cue).detail or "said") if quote.cue >= 0 else None for quote in quotes],
        "quote_text": spans.texts(reading),
        "speaker_surface": [speaker.surface for speaker in speakers],
        "speaker_name": [speaker.name for speaker in speakers],
        "speaker_id": [speaker.entity_id for speaker in speakers],
        "resolution": [speaker.resolution for speaker in speakers],
        "confidence": [
            round(quote.confidence * speaker.confidence, 3) for quote, speaker in zip(quotes, speakers, strict=True)
        ],
    }
    return _placed(reading, spans, columns, QUOTES, "start_char", "end_char")


def _persons(reading: Reading, persons: list[Mention]) -> _Stretches:
    found = _named(reading, [mention.start for mention in persons], [mention.end for mention in persons])
    return replace(found, begin=found.begin + np.array([mention.clitic for mention in persons], dtype=np.int64))


def mention_rows(reading: Reading, persons: list[Mention], others: Named) -> pl.DataFrame:
    """Rows of the table mentions, not numbered yet."""
    spans = _persons(reading, persons).and_then(_named(reading, others.start, others.end))
    people = [mention.person.entity_id for mention in persons]
    methods = [mention.method if mention.person.entity_id else None for mention in persons]
    columns = {
        "kind": pl.concat([pl.repeat("person", len(persons), eager=True), others.kind]),
        "surface": spans.texts(reading),
        "entity_id": pl.concat([pl.Series(people, dtype=pl.String), others.entity]),
        "link_method": pl.concat([pl.Series(methods, dtype=pl.String), others.method]),
    }
    return _placed(reading, spans, columns, MENTIONS, "start_char", "end_char", "in_caption")


def claim_rows(reading: Reading, claims: list[Claim], mentions: list[Mention]) -> pl.DataFrame:
    """Rows of the table office_claims, not numbered yet; a person who cannot be told from others claims nothing."""
    claims = [claim for claim in claims if mentions[claim.mention].person.entity_id is not None]
    persons = [mentions[claim.mention] for claim in claims]
    spans = _named(reading, [claim.start for claim in claims], [claim.end for claim in claims])
    columns = {
        "person_id": [mention.person.entity_id for mention in persons],
        "person_surface": _persons(reading, persons).texts(reading),
        "office": [claim.office.office for claim in claims],
        "jurisdiction": [claim.office.jurisdiction for claim in claims],
        "surface": spans.texts(reading),
        "ambiguous": [claim.ambiguous for claim in claims],
    }
    return _placed(reading, spans, columns, OFFICE_CLAIMS, "in_caption", "start_char")


def attribution_rows(reading: Reading, found: list[Attribution]) -> pl.DataFrame:
    """Rows of the table attributions, not numbered yet."""
    spans = _named(reading, [a.start for a in found], [a.end for a in found])
    columns = {
        "kind": [a.kind for a in found],
        "outlet": [a.outlet for a in found],
        "surface": spans.texts(reading),
        "cue": _cues(reading, [a.cue_start for a in found]),
        "chain_position": [a.chain_position for a in found],
    }
    return _placed(reading, spans, columns, ATTRIBUTIONS, "start_char")


def date_rows(reading: Reading, found: list[Found]) -> pl.DataFrame:
    """Rows of the table dates, not numbered yet."""
    spans = _written(reading, [date.start for date in found], [date.end for date in found])
    days = [date.days or (None, None) for date in found]
    columns = {
        "surface": spans.texts(reading),
        "calendar": [date.calendar for date in found],
        "precision": [date.precision for date in found],
        "relative": [date.relative for date in found],
        "date_from": _as_dates([first for first, _ in days]),
        "date_to": _as_dates([last for _, last in days]),
        "approximate": [date.approximate for date in found],
    }
    return _placed(reading, spans, columns, DATES, "start_char", "end_char")


def _as_dates(days: list[int | None]) -> pl.Series:
    return (pl.Series(days, dtype=pl.Int32) - _EPOCH).cast(pl.Date)


def number_within_documents(
    parts: list[pl.DataFrame], documents: pl.DataFrame, table: Table, number: str
) -> pl.DataFrame:
    """One frame of `table`, its rows numbered from 1 within each document, in reading order.

    `documents` has the KEYS of the numbers in its order.
    """
    if not parts:
        return table.empty()
    frame = pl.concat(parts).sort(*_PLACE, "start_char", maintain_order=True, nulls_last=True)
    document = frame["document"].to_numpy()
    place = np.arange(1, len(document) + 1) - np.searchsorted(document, document)
    frame = frame.with_columns(pl.Series(number, place))
    frame = pl.concat([documents.select(KEYS)[frame["document"]], frame], how="horizontal")
    return conform(frame.select(name for name in table.names if name in frame.columns), table)
