"""An input file opened within the limits that the options set."""

from collections.abc import Iterator
from contextlib import contextmanager

from tasks.ingest.inputs import InputFile
from tasks.ingest.opening import FileBytes, Limits
from tasks.ingest.options import IngestOptions


@contextmanager
def unpacked(file: InputFile, options: IngestOptions) -> Iterator[FileBytes]:
    """The unpacked bytes of `file`. Raises OSError where it cannot be opened."""
    with file.path.open("rb") as stream:
        yield FileBytes(stream, file.n_bytes, Limits(options.max_expanded_bytes, options.max_expansion))
