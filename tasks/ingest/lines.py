"""Lines of a byte source, however long the source is; a line over the limit is cut, and the next one is found again."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.ingest.opening import ByteSource
from tasks.ingest.rejects import RAW_LIMIT

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Line:
    """One line without its end. `too_long`: only its beginning is here. `unended`: the source ended before the line did."""

    number: int
    data: bytes
    too_long: bool = False
    unended: bool = False


def lines_of(source: ByteSource, limit: int) -> Iterator[Line]:
    """Lines of `source`, numbered from 1. Holds one block and one line of at most `limit` bytes."""
    held: list[bytes] = []
    n_held = number = 0
    while block := source.read(_BLOCK):
        first, *rest = block.split(b"\n")
        n_held += len(first)
        held.append(first)
        if n_held > limit:
            _shorten(held)
        for following in rest:
            number += 1
            yield _line(number, held, n_held > limit)
            held, n_held = [following], len(following)
    if n_held:
        yield _line(number + 1, held, n_held > limit, unended=True)


def _line(number: int, held: list[bytes], too_long: bool, unended: bool = False) -> Line:
    return Line(number, b"".join(held).removesuffix(b"\r"), too_long, unended)


def _shorten(held: list[bytes]) -> None:
    """Keep only the beginning of a line that is too long."""
    held[:] = [b"".join(held)[:RAW_LIMIT]]
