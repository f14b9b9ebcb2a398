"""Text on a terminal: neutral, isolated, fitted."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from flows.commands.invisible import ACTIVE
from flows.commands.terminal import fitted, isolated, neutral, show_table

TERMINAL = Console(file=io.StringIO(), force_terminal=True, width=80)
PIPE = Console(file=io.StringIO(), force_terminal=False, width=80)


@given(st.text())
def test_neutral_text_cannot_act(text: str) -> None:
    """Whatever goes in, no control, escape, override or line end comes out."""
    assert not set(neutral(text)) & (ACTIVE | {"\n", "\r", "\u2028", "\u2029"})


@given(st.text(alphabet=st.characters(codec="utf-8")), st.integers(2, 40))
def test_fitted_text_fits(text: str, width: int) -> None:
    """A cell is never wider than its column."""
    assert cell_len(fitted(neutral(text), width)) <= width


def test_joiners_and_marks_stay() -> None:
    """ZWNJ and direction marks are part of the spelling."""
    text = "می\N{ZERO WIDTH NON-JOINER}رود\N{RIGHT-TO-LEFT MARK}"
    assert neutral(text) == text


def test_right_to_left_cells_are_isolated_on_a_terminal_alone() -> None:
    """Isolates go where letters would turn their neighbours, and never into a pipe."""
    assert (isolated("خبر", TERMINAL), isolated("news", TERMINAL), isolated("خبر", PIPE)) == (
        "\u2068خبر\u2069",
        "news",
        "خبر",
    )


def test_a_cut_cell_keeps_its_isolate_closed() -> None:
    """A right-to-left cell that is shortened still ends its isolate, so that the next column stands where it should."""
    out = Console(file=io.StringIO(), force_terminal=True, width=40, color_system=None)
    show_table(out, ("a", "b"), [["خبر " * 40, "x"]])
    said = out.file.getvalue()  # type: ignore[attr-defined]
    assert (said.count("\u2068"), said.count("\u2069"), "\u2026" in said) == (1, 1, True)
