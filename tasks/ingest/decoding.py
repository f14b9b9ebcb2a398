"""From bytes to text: which encoding it is, and what to do with bytes that fit none. No markup and no records here."""

import codecs
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.ingest.opening import ByteSource, Fault, read_whole

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = ((b"%PDF", "a PDF file"), (b"PK\x03\x04", "a ZIP archive or an Office document"), (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"PAR1", "a Parquet file"), (b"\x7fELF", "a program"), (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"))  # fmt: skip
_DECLARED = re.compile(r"(windows-125\d|cp125\d|iso-8859-\d+)\Z", re.IGNORECASE)
_HEAD = 1 << 18

_UTF16_HIGH = np.isin(np.arange(256), [0x00, 0x06, 0x20, 0xFB, 0xFC, 0xFD, 0xFE])
"""High bytes of what Arabic, Persian and Latin news is written in: every other byte of UTF-16, and of nothing else."""
_ARABIC_1256 = np.array(
    [
        bool(re.match(r"[\u0600-\u06ff\u200c\u200d\u200e\u200f\u00ab\u00bb\u00a0]", bytes([b]).decode("cp1256")))
        for b in range(256)
    ]
)
_CONTROL = np.isin(np.arange(256), [b for b in range(32) if b not in b"\t\n\r\f\x1a\x1b"])

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Decoded:
    """Text and the encoding it was read in, `utf-8 (3 bytes replaced)` where three bytes became U+FFFD."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded | Fault:
    """Text of `data`, or why it has none: binary, empty or undecodable.

    Tried in turn: byte order marks, UTF-16 without one, UTF-8, UTF-8 with a few broken bytes, what the document
    declares of itself (Windows and ISO code pages only), Windows-1256 where that reads as Arabic.
    """
    encoding = encoding_of(data, declared)
    if isinstance(encoding, Fault):
        return encoding
    text, encoding = decode_as(data, encoding)
    if not text or text.isspace():
        return Fault("empty", "there is nothing but white space")
    return Decoded(text, encoding)


def decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    """Text of `data` read in `encoding`, without byte order mark; bytes that do not fit become U+FFFD and are counted."""
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if "\ufffd" in text and (n := len(data) - len(data.decode(encoding, "ignore").encode(encoding))):
        return text, f"{encoding} ({n} byte{'s' * (n > 1)} replaced)"
    return text, encoding


def encoding_of(data: bytes, declared: str | None = None) -> str | Fault:
    """The encoding of `data`, or why it is no text. The end of `data` may cut a character in two."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    for mark, kind in _KINDS:
        if data.startswith(mark):
            return Fault("binary", f"it is {kind}, not text")
    array = np.frombuffer(data, np.uint8)
    if utf16 := _utf16(array):
        return utf16
    if _CONTROL[array].sum() * 100 > len(data) or data.count(0) * 1000 > len(data):
        return Fault("binary", "it holds control bytes that no text has: it is a binary file")
    n_broken, n_high = _broken(data), int((array >= 0x80).sum())
    if n_broken * 10 <= n_high:
        return "utf-8"
    if declared and _DECLARED.match(declared.strip()):
        return declared.strip().lower()
    if _arabic_1256(array, n_high):
        return "windows-1256"
    if n_broken * 10 <= len(data):
        return "utf-8"
    return Fault(
        "undecodable",
        f"{n_broken} of {len(data)} bytes are not UTF-8, and it reads as Arabic in neither UTF-16 nor Windows-1256: convert it to UTF-8",
    )


def _broken(data: bytes) -> int:
    """Bytes that are not UTF-8; a character cut at the end is none."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return len(data) - len(data.decode("utf-8", "ignore").encode())
    return 0


def _arabic_1256(array: Bytes, n_high: int) -> bool:
    """True where the bytes above ASCII are Arabic letters and marks in Windows-1256, and no handful of them."""
    high = array[array >= 0x80]
    return n_high * 10 >= len(array) and bool(_ARABIC_1256[high].sum() >= 0.9 * n_high)


def _utf16(array: Bytes) -> str | None:
    """utf-16-le or utf-16-be, where every second byte is a high byte of our scripts and the others are not."""
    even, odd = array[0 : len(array) // 2 * 2 : 2], array[1::2]
    if len(odd) < 2:
        return None
    at_even, at_odd = float(_UTF16_HIGH[even].mean()), float(_UTF16_HIGH[odd].mean())
    little = at_odd > 0.9 and at_even < 0.7
    if not little and not (at_even > 0.9 and at_odd < 0.7):
        return None
    low = even if little else odd
    high = odd if little else even
    controls = (high == 0) & (low < 32) & ~np.isin(low, (9, 10, 12, 13))
    spread = bool((high == 0).any() or (high == 6).any())
    return ("utf-16-le" if little else "utf-16-be") if spread and controls.mean() < 0.01 else None


class Utf8Bytes:
    """A byte source turned into UTF-8, for readers of many records.

    `encoding` says what it was; `fault` also says that it is no text. Broken UTF-8 passes: the reader sees to it, record
    by record.
    """

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        head = read_whole(source, _HEAD)
        encoding = encoding_of(head) if head else "utf-8"
        self._refused = encoding if isinstance(encoding, Fault) else None
        self.encoding = "utf-8" if isinstance(encoding, Fault) else encoding
        self._decoder = None if self.encoding == "utf-8" else codecs.getincrementaldecoder(self.encoding)("replace")
        self._held = (
            head.removeprefix(codecs.BOM_UTF8)
            if self._decoder is None
            else self._decoder.decode(head).removeprefix("\ufeff").encode()
        )

    @property
    def fault(self) -> Fault | None:
        """Why the bytes ended too soon, if they did."""
        return self._refused or self._source.fault

    def peek(self) -> bytes:
        """The first bytes, while nothing has been read; where it is no text, the bytes as they are."""
        return self._held

    def read(self, n: int) -> bytes:
        """See ByteSource."""
        if self._refused:
            return b""
        data, self._held = self._held, b""
        while not data:
            block = self._source.read(n)
            data = block if self._decoder is None else self._decoder.decode(block, final=not block).encode()
            if not block:
                break
        return data
