"""Bytes of an input, unpacked where it is compressed. What the bytes mean is said in `decoding` and in the readers.

Compression is known by its first bytes, not by the file's name: a `.gz` that is none is read as it is.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import zstandard

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
BOMB_FLOOR = 256 << 20
"""Up to this size (bytes) a file may grow by any factor: short files of one letter are no attack."""

_INPUT = 1 << 18
_ZSTD_INPUT = 1 << 10  # a kilobyte of zstd unpacks to 32 MB at most, and its decompressor knows no output limit
_ZSTD_WINDOW = 1 << 27


@dataclass(frozen=True)
class Limits:
    """How far a compressed file may grow: `expanded` in bytes, `factor` times its size once past BOMB_FLOOR."""

    expanded: int
    factor: int


@dataclass(frozen=True)
class Fault:
    """Why the bytes end before the file does: a reason of quarantine, and a sentence."""

    reason: str
    detail: str


class ByteSource(Protocol):
    """Something to read from. `fault` is set once the bytes ended too soon; what came before is good."""

    @property
    def fault(self) -> Fault | None:
        """Why the bytes ended too soon; null while they have not."""

    def read(self, n: int) -> bytes:
        """Up to about `n` bytes, b"" at the end. Never raises for what is in the file."""


class FileBytes:
    """The unpacked bytes of one open file."""

    def __init__(self, stream: BinaryIO, n_bytes: int, limits: Limits) -> None:
        self.fault: Fault | None = None
        self._limits, self._n_bytes, self._n_out = limits, n_bytes, 0
        head = stream.read(4)
        self._pieces = _pieces(stream, head)
        self._held = b""
        self._packed = head.startswith((GZIP, ZSTD))

    def read(self, n: int) -> bytes:
        """See ByteSource."""
        while not self._held and self.fault is None:
            try:
                self._held = next(self._pieces)
            except StopIteration:
                break
            except EOFError:
                self.fault = Fault(
                    "unreadable_file",
                    "the compressed data ends too soon: fetch the file again; whole records before the break were read",
                )
            except (zlib.error, zstandard.ZstdError, OSError) as error:
                self.fault = Fault(
                    "unreadable_file",
                    f"the file is damaged ({error}): fetch it again; whole records before the damage were read",
                )
            self._weigh()
        out, self._held = self._held[:n], self._held[n:]
        return out

    def _weigh(self) -> None:
        """Stop where a compressed file grows beyond its limits."""
        self._n_out += len(self._held)
        limit = min(self._limits.expanded, max(BOMB_FLOOR, self._limits.factor * self._n_bytes))
        if self._packed and self._n_out > limit:
            self._held = self._held[: limit - self._n_out]
            self.fault = Fault(
                "too_large",
                f"{self._n_bytes} bytes unpack to more than {limit}, as in a decompression bomb: if the file is honest, raise max_expansion and max_expanded_gb in khabar.toml",
            )


def _pieces(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The content in pieces of bounded size; EOFError where compressed data ends too soon."""
    if head.startswith(GZIP):
        return _gunzip(stream, head)
    if head.startswith(ZSTD):
        return _unzstd(stream, head)
    return _plain(stream, head)


def _plain(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    data = head + stream.read(_INPUT)
    while data:
        yield data
        data = stream.read(_INPUT)


def _gunzip(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    data = head + stream.read(_INPUT)
    while data:
        yield member.decompress(data, _INPUT)
        data = member.unconsumed_tail
        if member.eof:  # the next member, if there is one; zeros after the last are padding
            data = (member.unused_data or stream.read(_INPUT)).lstrip(b"\0")
            if data and not GZIP.startswith(data[:2]):
                return  # bytes after the end that are no gzip: tools ignore them, and so do we
            if data:
                member = zlib.decompressobj(wbits=31)
        elif not data:
            data = stream.read(_INPUT)
    if not member.eof:
        yield member.flush()
        raise EOFError


def _unzstd(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    frame = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    data = head + stream.read(_ZSTD_INPUT)
    while data:
        yield frame.decompress(data)
        data = frame.unused_data if frame.eof else b""
        data = data or stream.read(_ZSTD_INPUT)
        if frame.eof and data:
            frame = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    if not frame.eof:
        raise EOFError


def read_whole(source: ByteSource, limit: int) -> bytes:
    """All bytes of `source`, at most `limit` + 1: one more than `limit` says that there are too many."""
    parts: list[bytes] = []
    room = limit + 1
    while room > 0 and (part := source.read(min(room, _INPUT))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def head_of(path: Path, n: int = 1 << 16) -> bytes:
    """The first `n` bytes of the file's content, unpacked. Raises OSError where it cannot be opened."""
    with path.open("rb") as stream:
        return read_whole(FileBytes(stream, path.stat().st_size, Limits(1 << 30, 1 << 20)), n)[:n]
