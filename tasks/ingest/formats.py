"""Which reader reads a file: by its name, else by how its content begins. The readers themselves are in `reading`."""

import re

from tasks.ingest.decoding import decode_as, encoding_of
from tasks.ingest.opening import Fault

SUFFIXES = {
    ".txt": "text", ".text": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".parquet": "parquet",
    ".csv": "csv", ".tsv": "csv", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
"""File name suffix to format; .gz and .zst may follow, but not after .parquet, which is compressed inside."""

PACKED = (".gz", ".zst")
KNOWN = ", ".join(SUFFIXES)

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|meta|p)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")


def format_of(name: str) -> str | None:
    """The format that the file's name promises; null where khabar does not know the suffix."""
    bare = _unpacked(name)
    suffix = bare[bare.rfind(".") :] if "." in bare else ""
    known = SUFFIXES.get(suffix.lower())
    return None if known == "parquet" and bare != name else known


def stem_of(name: str) -> str:
    """The name without the suffixes that say format and compression: `2024/may.jsonl.gz` is `2024/may`."""
    bare = _unpacked(name)
    return bare[: bare.rfind(".")] if format_of(bare) else bare


def sniff(head: bytes) -> str:
    """The format that unpacked content beginning with `head` has: parquet, jsonl, html, else text."""
    if head.startswith(b"PAR1"):
        return "parquet"
    encoding = encoding_of(head)
    if isinstance(encoding, Fault):
        return "text"
    text = decode_as(head, encoding)[0]
    if _JSON.match(text):
        return "jsonl"
    return "html" if _HTML.match(text) else "text"


def _unpacked(name: str) -> str:
    for suffix in PACKED:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name
