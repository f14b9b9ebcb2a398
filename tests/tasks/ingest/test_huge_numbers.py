"""Numbers that no column holds."""

from collections.abc import Callable

import pytest

from tasks.ingest.reading import Chunk

GOOD = '{"text": "The bridge has been painted."}'
TEXT = "The mill has been sold."
Read = Callable[..., Chunk]


@pytest.mark.parametrize("field", ["id", "n"])
def test_a_number_that_no_column_holds_is_kept_as_its_digits(read: Read, field: str) -> None:
    """A number of hundreds of digits costs neither its record nor the others."""
    chunk = read("a.jsonl", f'{GOOD}\n{{"{field}": {"9" * 400}, "text": "{TEXT}"}}\n')
    assert (chunk.records.height, chunk.rejects.height) == (2, 0)
