"""Plain text: one file is one record, and its whole text is the body; a text that is markup is read. Titles are proved by cleaning, not guessed here."""

from collections.abc import Iterator

from tasks.ingest.decoding import decode
from tasks.ingest.drafts import NO_ROWS, Draft, row_of
from tasks.ingest.inputs import InputFile
from tasks.ingest.markup_residue import read_residue
from tasks.ingest.opening import Fault, read_whole
from tasks.ingest.options import IngestOptions
from tasks.ingest.rejects import NO_REJECTS, reject
from tasks.ingest.unpacking import unpacked


def read_text(file: InputFile, options: IngestOptions, _chunk_bytes: int) -> Iterator[Draft]:
    """The record of a text file, or why there is none."""
    read = whole_file(file, options)
    if isinstance(read, Draft):
        yield read
        return
    data, cut = read
    decoded = cut or decode(data)
    if isinstance(decoded, Fault):  # half an article is none: its beginning is kept with the reject
        yield Draft(NO_ROWS, reject(file, decoded, raw=data))
        return
    known: dict[str, object] = {"body": decoded.text, "encoding": decoded.encoding}
    page = read_residue(decoded.text) if "<" in decoded.text or "&lt;" in decoded.text else None
    if page is not None and page.body is not None:
        known |= {**vars(page), "payload": decoded.text}
    yield Draft(row_of(file, known), NO_REJECTS)


def whole_file(file: InputFile, options: IngestOptions) -> tuple[bytes, Fault | None] | Draft:
    """The unpacked bytes of a file that is one record, with the fault that cut them short; or the refusal of a large one."""
    with unpacked(file, options) as source:
        data = read_whole(source, options.max_record_bytes)
        if len(data) <= options.max_record_bytes:
            return data, source.fault
    fault = Fault(
        "too_large",
        f"it is larger than {options.max_record_bytes} bytes: if it is one article, raise max_record_mb in khabar.toml",
    )
    return Draft(NO_ROWS, reject(file, fault, raw=data[: 1 << 16]))
