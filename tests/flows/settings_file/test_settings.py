"""The settings file: what is written wrongly is told in words, and what is written well is used."""

from pathlib import Path

import pytest

from flows.settings import SettingsError, clean_options, configured_sources, ingest_options, publish_settings
from tasks.clean import AS_BUILT, CleanOptions
from warehouse.home import Home


def _home(tmp_path: Path, text: str) -> Home:
    (tmp_path / "khabar.toml").write_text(text, encoding="utf-8")
    return Home(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[sources]]\ninputs = "inbox"', "a list of paths"),
        ("[[sources]]\ninputs = []", "a list of paths"),
        ('[[sources]]\ninputs = ["a"]\nmapping = "x"', "must be a table"),
        ('[[sources]]\ninputs = ["a"]\ncolour = "red"', "has no ['colour']"),
        ("sources = 3", r"write [[sources]]"),
        ("publish = 3", "unknown section publish"),
        ('[publish]\ngrace_days = "x"', "must be a number"),
        ("[publish]\nmax_live_files = 0", "at least 2"),
        ("[ingest]\nmax_record_mb = -1", "must be a number of at least"),
        ("[ingest]\nsize = 1", "has no size"),
        ('[clean]\noff = ["drop_conter"]', "there is no rule drop_conter; did you mean drop_counter"),
        ('[clean]\noff = "drop_counter"', "must be a list of rules"),
        ("[clean]\napply_suggestions = 1", "must be true or false"),
        ("[clean]\nrules = []", "has no rules; it has off, apply_suggestions"),
        ("clean = 1", "write [clean]"),
        ("not toml", "khabar.toml"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, told: str) -> None:
    """A wrong setting is a SettingsError that names the file and says what should stand there."""
    with pytest.raises(SettingsError) as caught:
        configured_sources(_home(tmp_path, text))
    assert told in str(caught.value) and "khabar.toml" in str(caught.value)


def test_what_is_right_is_used(tmp_path: Path) -> None:
    """Sources with paths relative to the home, limits of reading and of publishing."""
    home = _home(
        tmp_path,
        '[[sources]]\ninputs = ["in/*.jsonl"]\nname = "agency"\nmapping = { matn = "text" }\n'
        "[ingest]\nmax_record_mb = 2\n[publish]\ngrace_days = 1",
    )
    source = configured_sources(home)[0]
    options = ingest_options(home, source=None, outlet=None, mapping={})
    assert (source.inputs, source.name, source.mapping) == (
        (str(tmp_path / "in/*.jsonl"),),
        "agency",
        (("matn", "text"),),
    )
    assert (options.max_record_bytes, publish_settings(home).grace.days) == (2 * 1024**2, 1)


def test_rules_that_are_off_and_suggestions_are_read(tmp_path: Path) -> None:
    """Steps, splits, edits, removals and flags alike; without the section all is as built."""
    before = clean_options(Home(tmp_path))
    names = {"unwrap_lines", "split_doubled", "remove_tatweel", "drop_counter", "truncated"}
    home = _home(tmp_path, f"[clean]\noff = {sorted(names)}\napply_suggestions = true".replace("'", '"'))
    assert (before, clean_options(home)) == (AS_BUILT, CleanOptions(frozenset(names), True))
