"""The README's questions, asked of the bundled samples: the answers it shows are the ones a reader gets.

KHABAR_RENEW_README=1 writes them anew; read the difference before it is accepted.
"""

import io
import os
import re
from pathlib import Path

import pytest

from flows.commands.terminal import PIPE_WIDTH, console, show_table
from warehouse.console import query
from warehouse.home import Home

README = Path(__file__).parents[3] / "README.md"
_SECTION = re.compile(r"<!-- queries -->.*?<!-- /queries -->", re.S)
_QUESTION = re.compile(r"```sql\n(?P<sql>.*?)\n```\n```\n(?P<answer>.*?)```", re.S)
_ISOLATES = str.maketrans(dict.fromkeys("\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"))


def _answer(home: Home, sql: str) -> str:
    answer, shown = query(home, sql.rstrip(";")), io.StringIO()
    show_table(console(shown, PIPE_WIDTH), answer.columns, answer.rows())
    lines = shown.getvalue().translate(_ISOLATES).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def test_the_readme_shows_what_the_samples_answer(samples: Home) -> None:
    """Every question of the README's sections of questions, with its answer to the letter."""
    text = README.read_text(encoding="utf-8")
    assert len(_QUESTION.findall("".join(_SECTION.findall(text)))) >= 9
    fresh = _SECTION.sub(lambda section: _answered(samples, section[0]), text)
    if os.environ.get("KHABAR_RENEW_README") and fresh != text:
        README.write_text(fresh, encoding="utf-8")
        pytest.skip("written anew: read `git diff README.md` before it is accepted")
    assert fresh == text


def _answered(home: Home, section: str) -> str:
    return _QUESTION.sub(lambda q: f"```sql\n{q['sql']}\n```\n```\n{_answer(home, q['sql'])}```", section)
