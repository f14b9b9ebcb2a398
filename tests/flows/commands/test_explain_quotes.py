"""Quotes of an explained document: speaker, how it was found, how sure that is, who else tells it; and nothing of them acts."""

import io
from pathlib import Path
from typing import Any

import pytest
import small_home
from small_home import NASTY_BODY, NASTY_TITLE

from flows.commands.explain_quotes import MOST_TOLD, figures, found_words, show_quotes
from flows.commands.terminal import console
from warehouse.explain import explain
from warehouse.home import Home
from warehouse.tables import QUOTES

ROW = {
    "quote_no": 2,
    "speaker_name": "مهری پارسا",
    "speaker_surface": "وی",
    "resolution": "pronoun",
    "confidence": 0.72,
    "cue": "افزود",
    "cue_class": "said",
    "kind": "indirect",
    "quote_text": "سال خوبی در پیش است",
    "elsewhere": None,
}


def printed(**changes: Any) -> str:
    """What a terminal without colours is given of one quote."""
    out = io.StringIO()
    show_quotes(console(out, 120), [ROW | changes])
    return out.getvalue()


def told_by(*outlets: str) -> list[dict[str, str | None]]:
    return [{"outlet": outlet, "doc_id": f"d{n}0000000000", "title": outlet} for n, outlet in enumerate(outlets)]


def test_a_terminal_is_told_how_the_speaker_was_found() -> None:
    """Name, cue, sort, the word that stands there, how sure it is; the quote whole, below."""
    lines = printed(elsewhere=told_by("Marsad")).splitlines()
    assert lines[1:] == [
        "Who said what",
        "  2  مهری پارسا · افزود · indirect, said · meant by a pronoun as وی · 72% sure",
        "     سال خوبی در پیش است",
        "     also told by Marsad d000000000",
    ]


def test_who_is_named_as_known_is_told_once() -> None:
    """A name that stands there as it is known is not repeated, and nobody has a name that the text does not give."""
    named = printed(speaker_surface="مهری پارسا", resolution="named")
    nobody = printed(speaker_surface=None, speaker_name=None, resolution="none", cue=None, cue_class=None)
    assert (" as " in named, "somebody unnamed · indirect · not known · 72% sure" in nobody) == (False, True)


def test_the_page_tells_the_same() -> None:
    """A figure a quote, in the direction of the document, its English words apart."""
    markup = figures([ROW | {"elsewhere": told_by(*"ABCDEFG")}], "fa")
    expected = (
        '<figure dir="rtl">',
        "72% sure",
        "as <bdi>وی</bdi>",
        f"and {7 - MOST_TOLD} more",
        '<bdi title="A">A</bdi>',
    )
    assert [part for part in expected if part not in markup] == []


def test_hostile_quotes_do_nothing() -> None:
    """Whatever stands in a quote, a name, a cue or another outlet: no markup on the page, no escape in the terminal."""
    nasty = dict.fromkeys(("speaker_name", "speaker_surface", "cue", "quote_text"), NASTY_BODY)
    others = [{"outlet": NASTY_TITLE, "doc_id": NASTY_TITLE, "title": NASTY_TITLE}]
    markup, text = figures([ROW | nasty | {"elsewhere": others}], "und"), printed(**nasty, elsewhere=others)
    assert ([tag for tag in ("<script", "<img", "onerror=alert(1)>") if tag in markup], [c for c in text + markup if c in "\x1b\x07\x9b\u202e\u2069"]) == ([], [])  # fmt: skip


@pytest.mark.parametrize("resolution", next(c.allowed for c in QUOTES.columns if c.name == "resolution"))
def test_every_way_has_its_words(resolution: str) -> None:
    """Each resolution that the table allows is told in words, and no two alike."""
    assert found_words({"resolution": resolution}) != resolution


def test_an_older_home_shows_its_quotes(tmp_path: Path) -> None:
    """Without groups nobody is said to tell a quote too."""
    home: Home = small_home.build(tmp_path / "home")
    (quote,) = explain(home, small_home.ORCHARD).quotes
    assert (quote["speaker_name"], quote["elsewhere"]) == ("مهری پارسا", None)
