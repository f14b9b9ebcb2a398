"""HTML files: one page is one record, with the page as fetched for its payload. How a page is read is said in `pages`."""

import re
from collections.abc import Iterator

import polars as pl

from tasks.ingest.decoding import Decoded, decode
from tasks.ingest.drafts import NO_ROWS, Draft, row_of
from tasks.ingest.inputs import InputFile
from tasks.ingest.opening import Fault
from tasks.ingest.options import IngestOptions
from tasks.ingest.pages import read_page
from tasks.ingest.rejects import NO_REJECTS, reject
from tasks.ingest.text import whole_file

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)


def read_html(file: InputFile, options: IngestOptions, _chunk_bytes: int) -> Iterator[Draft]:
    """The record of an HTML file, or why there is none."""
    read = whole_file(file, options)
    if isinstance(read, Draft):
        yield read
        return
    data, cut = read
    decoded = cut or decode(data, _declared(data))
    if isinstance(decoded, Fault):
        yield Draft(NO_ROWS, reject(file, decoded, raw=data))
    else:
        yield _draft(file, decoded)


def _draft(file: InputFile, decoded: Decoded) -> Draft:
    page = read_page(decoded.text)
    if page.body is None:
        fault = Fault("empty", "the page holds no text: it may be drawn by a script; fetch it with a browser")
        return Draft(
            NO_ROWS,
            reject(file, fault, raw=decoded.text).with_columns(
                url=pl.lit(page.url, pl.String), title=pl.lit(page.title, pl.String)
            ),
        )
    return Draft(row_of(file, {**vars(page), "payload": decoded.text, "encoding": decoded.encoding}), NO_REJECTS)


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode() if found else None
