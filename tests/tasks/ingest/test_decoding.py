"""Encodings: what is recognised, what is repaired and what is refused."""

import os

import pytest

from tasks.ingest.decoding import Decoded, decode
from tasks.ingest.opening import Fault

ARABIC = "قال المتحدث إن البلدية ستفتح الحديقة الجديدة يوم الأحد، وأضاف أن الدخول مجاني للجميع.\n"
PERSIAN = "شهردار گفت که باغ تازه روز یکشنبه باز می\N{ZERO WIDTH NON-JOINER}شود و ورود به آن رایگان است.\n"
ENGLISH = "The mayor said that the new garden opens on Sunday.\n"


@pytest.mark.parametrize("text", [ARABIC, PERSIAN, ENGLISH, ARABIC * 200, "خبر"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_mark(text: str, encoding: str) -> None:
    """UTF-8, UTF-16 and UTF-32 come back as they were, ZWNJ included, and the mark is no part of the text."""
    found = decode(text.encode(encoding))
    assert isinstance(found, Decoded)
    assert found.text == text


def test_windows_1256_is_known_by_what_it_reads_as() -> None:
    """Bytes that are Arabic letters in Windows-1256 are read so; the same bytes of Cyrillic are not."""
    found = decode(ARABIC.encode("cp1256"))
    assert found == Decoded(ARABIC, "windows-1256")
    refused = decode("Мэр сказал, что новый сад откроется".encode("cp1251"))
    assert isinstance(refused, Fault)
    assert refused.reason == "undecodable"


def test_a_page_may_declare_a_code_page() -> None:
    """What a document declares counts where it is a code page, and only where the bytes are no UTF-8."""
    assert decode("Мэр сказал".encode("cp1251"), "windows-1251") == Decoded("Мэр сказал", "windows-1251")
    assert decode(ARABIC.encode(), "windows-1251") == Decoded(ARABIC, "utf-8")
    assert isinstance(decode("Мэр сказал".encode("cp1251"), "rot13"), Fault)


def test_a_few_broken_bytes_do_not_cost_the_text() -> None:
    """Broken bytes in a sound text become U+FFFD, and the encoding counts them."""
    found = decode(ARABIC[:9].encode() + b"\xff" + ARABIC[9:30].encode() + b"\xff" + ARABIC[30:].encode())
    assert isinstance(found, Decoded)
    assert (found.encoding, found.text.count("\ufffd")) == ("utf-8 (2 bytes replaced)", 2)


def test_a_replacement_character_of_the_author_is_not_counted() -> None:
    """A U+FFFD that stands in sound UTF-8 is text."""
    assert decode((ARABIC + "\ufffd").encode()) == Decoded(ARABIC + "\ufffd", "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 500, "binary"),
        (b"%PDF-1.7 text", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (b"words\0with\0many\0nuls\0" * 9, "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    """Empty and binary content is a fault, not an empty text."""
    found = decode(data)
    assert isinstance(found, Fault)
    assert found.reason == reason


def test_noise_never_raises() -> None:
    """Random bytes of any length give a text or a fault."""
    assert all(isinstance(decode(os.urandom(n)), Decoded | Fault) for n in range(300))
