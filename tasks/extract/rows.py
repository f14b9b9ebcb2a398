"""From tokens to table rows: offsets in the document's text, surfaces, keys. What is found, is found elsewhere."""

from typing import Any

import numpy as np
import polars as pl

from tasks.extract.attributions import Attribution
from tasks.extract.mentions import Mention
from tasks.extract.offices import Claim
from tasks.extract.places import Named
from tasks.extract.reading import Reading
from tasks.extract.statements import Quote
from tasks.extract.subject_phrases import Speaker
from tasks.extract.tokens import Bools
from warehouse.contract import Table, conform
from warehouse.tables.attributions import ATTRIBUTIONS
from warehouse.tables.mentions import MENTIONS
from warehouse.tables.office_claims import OFFICE_CLAIMS
from warehouse.tables.quotes import QUOTES

_KEYS = ("doc_id", "revision", "batch_id", "passage_no")


def person_tokens(reading: Reading, mentions: list[Mention]) -> Bools:
    """Which tokens belong to a person's name."""
    taken = np.zeros(len(reading.tokens), dtype=np.bool_)
    for mention in mentions:
        taken[mention.start : mention.end] = True
    return taken


def _placed(
    reading: Reading, spans: list[tuple[int, int, int]], columns: dict[str, Any], table: Table, *more: str
) -> pl.DataFrame:
    """Rows with their passage's keys and offsets. A span is its first token, the token after it, and its clitic letters.

    `more`: columns to keep besides. The offsets are null where the passage does not stand in the text. Columns that number the rows come later.
    """
    first, after, clitics = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    tokens = reading.tokens
    passage = tokens.passage[first]
    rows: pl.DataFrame = reading.passages[passage.tolist()]
    kept = rows.select(*_KEYS, "placement", pl.col("start_char").alias("base"))
    base = tokens.base[passage]
    begin, end = tokens.start[first] + clitics - base, tokens.end[after - 1] - base
    schema = {name: dtype for name, dtype in table.polars_schema().items() if name in columns}
    frame = pl.concat(
        [
            kept,
            pl.DataFrame(columns, schema=schema),
            pl.DataFrame({"begin": begin, "stop": end}, schema={"begin": pl.Int64, "stop": pl.Int64}),
        ],
        how="horizontal",
    )
    return frame.with_columns(
        (pl.col("base") + pl.col("begin")).alias("start_char"),
        (pl.col("base") + pl.col("stop")).alias("end_char"),
        pl.col("placement").is_in(["caption", "credit"]).alias("in_caption"),
    ).select(*_KEYS, *columns, *more)


def quote_rows(reading: Reading, quotes: list[Quote], speakers: list[Speaker]) -> pl.DataFrame:
    """Rows of the table quotes, not numbered yet."""
    cues = [reading.meaning(quote.cue) if quote.cue >= 0 else None for quote in quotes]
    texts = [reading.written(quote.start, quote.end) for quote in quotes]
    columns = {
        "kind": [quote.kind for quote in quotes],
        "cue": [_cue(reading, quote.cue) if quote.cue >= 0 else None for quote in quotes],
        # "According to" is no verb of its own.
        "cue_class": [(cue.detail or "said") if cue is not None else None for cue in cues],
        "quote_text": texts,
        "speaker_surface": [speaker.surface for speaker in speakers],
        "speaker_name": [speaker.name for speaker in speakers],
        "speaker_id": [speaker.entity_id for speaker in speakers],
        "resolution": [speaker.resolution for speaker in speakers],
        "confidence": [
            round(quote.confidence * speaker.confidence, 3) for quote, speaker in zip(quotes, speakers, strict=True)
        ],
    }
    # A clitic of the first word belongs to the statement.
    spans = [(quote.start, quote.end, 0) for quote in quotes]
    return _placed(reading, spans, columns, QUOTES, "start_char", "end_char")


def _span(reading: Reading, start: int, end: int, clitic: int = 0) -> tuple[int, int, int]:
    return start, end, clitic + reading.meaning(start).clitic


def _cue(reading: Reading, token: int) -> str:
    end = token + 1
    while reading.classes[end : end + 1] == b"_":
        end += 1
    return reading.written(token, end)


def mention_rows(reading: Reading, persons: list[Mention], others: Named) -> pl.DataFrame:
    """Rows of the table mentions, not numbered yet."""
    spans = [_span(reading, m.start, m.end, m.clitic) for m in persons]
    tokens = list(zip(others.start.tolist(), others.end.tolist(), strict=True))
    spans += [_span(reading, start, end) for start, end in tokens]
    surfaces = [reading.surface(m.start, m.end, m.clitic) for m in persons]
    columns = {
        "kind": ["person"] * len(persons) + others.kind,
        "surface": surfaces + [reading.surface(start, end) for start, end in tokens],
        "entity_id": [m.person.entity_id for m in persons] + others.entity,
        "link_method": [m.method if m.person.entity_id else None for m in persons] + others.method,
    }
    return _placed(reading, spans, columns, MENTIONS, "start_char", "end_char", "in_caption")


def claim_rows(reading: Reading, claims: list[Claim], mentions: list[Mention]) -> pl.DataFrame:
    """Rows of the table office_claims, not numbered yet; a person who cannot be told from others claims nothing."""
    claims = [claim for claim in claims if mentions[claim.mention].person.entity_id is not None]
    persons = [mentions[claim.mention] for claim in claims]
    columns = {
        "person_id": [mention.person.entity_id for mention in persons],
        "person_surface": [reading.surface(mention.start, mention.end, mention.clitic) for mention in persons],
        "office": [claim.office.office for claim in claims],
        "jurisdiction": [claim.office.jurisdiction for claim in claims],
        "surface": [reading.surface(claim.start, claim.end) for claim in claims],
        "ambiguous": [claim.ambiguous for claim in claims],
    }
    spans = [_span(reading, claim.start, claim.end) for claim in claims]
    return _placed(reading, spans, columns, OFFICE_CLAIMS, "in_caption", "start_char")


def attribution_rows(reading: Reading, found: list[Attribution]) -> pl.DataFrame:
    """Rows of the table attributions, not numbered yet."""
    columns = {
        "kind": [a.kind for a in found],
        "outlet": [a.outlet for a in found],
        "surface": [reading.surface(a.start, a.end) for a in found],
        "cue": [_cue(reading, a.cue_start) if a.cue_start >= 0 else None for a in found],
        "chain_position": [a.chain_position for a in found],
    }
    return _placed(reading, [_span(reading, a.start, a.end) for a in found], columns, ATTRIBUTIONS, "start_char")


def number_within_documents(parts: list[pl.DataFrame], table: Table, number: str) -> pl.DataFrame:
    """One frame of `table`, its rows numbered from 1 within each document, in reading order."""
    if not parts:
        return table.empty()
    order = ["doc_id", "revision", "batch_id", "passage_no", "start_char"]
    frame = pl.concat(parts).sort(order, maintain_order=True, nulls_last=True)
    frame = frame.with_columns((pl.int_range(pl.len()).over("doc_id", "revision", "batch_id") + 1).alias(number))
    return conform(frame.select(name for name in table.names if name in frame.columns), table)
