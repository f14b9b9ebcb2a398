"""The settings file: what is written wrongly is told in words, and what is written well is used."""

from pathlib import Path
from typing import Any

import pytest

from flows.settings import SettingsError, clean_options, configured_sources, ingest_options, publish_settings, workforce
from flows.workforce import NOT_SAID, Workforce
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
        ("run = 1", "write [run]"),
        ('[run]\nrunner = "ray"', "runner must be threads or dask, not ray"),
        ('[run]\nrunner = "threads"\naddress = "tcp://a:1"', "for the runner dask"),
        ("[run]\naddress = 8786", "that of a Dask scheduler"),
        ("[run]\nworkers = 0", "at least 1"),
        ('[run]\nworkers = 2\naddress = "tcp://a:1"', "the cluster at tcp://a:1 has those that it has"),
        ("[run]\nthreads = 2", "has no threads; it has runner, address, workers"),
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
        "[ingest]\nmax_record_mb = 2\nshard_mb = 4\n[publish]\ngrace_days = 1",
    )
    source = configured_sources(home)[0]
    options = ingest_options(home, source=None, outlet=None, mapping={})
    assert (source.inputs, source.name, source.mapping) == (
        (str(tmp_path / "in/*.jsonl"),),
        "agency",
        (("matn", "text"),),
    )
    sizes = (options.max_record_bytes, options.shard_bytes)
    assert (*sizes, publish_settings(home).grace.days) == (2 * 1024**2, 4 * 1024**2, 1)


@pytest.mark.parametrize(
    ("written", "said", "found"),
    [
        ("", {}, Workforce("threads", None, None)),
        ("", {"workers": 3}, Workforce("threads", None, 3)),
        ("", {"address": "tcp://a:1"}, Workforce("dask", "tcp://a:1", None)),
        ('runner = "dask"\nworkers = 4', {}, Workforce("dask", None, 4)),
        ('runner = "dask"\nworkers = 4', {"workers": 2}, Workforce("dask", None, 2)),
        ('runner = "dask"\nworkers = 4', {"address": "tcp://a:1"}, Workforce("dask", "tcp://a:1", None)),
        ('address = "tcp://a:1"', {}, Workforce("dask", "tcp://a:1", None)),
        ('address = "tcp://a:1"', {"runner": "threads"}, Workforce("threads", None, None)),
    ],
)
def test_who_does_the_work(tmp_path: Path, written: str, said: dict[str, Any], found: Workforce) -> None:
    """What is said of a run goes before what the file says, and takes with it what no longer fits."""
    home = _home(tmp_path, f"[run]\n{written}")
    assert workforce(home, **{**NOT_SAID, **said}) == found


def test_an_address_is_not_for_threads(tmp_path: Path) -> None:
    """What cannot be together is an error, whether it was typed or written."""
    with pytest.raises(SettingsError, match="not for threads"):
        workforce(Home(tmp_path), runner="threads", address="tcp://a:1", workers=None)
    with pytest.raises(SettingsError, match="has those that it has"):
        workforce(_home(tmp_path, '[run]\naddress = "tcp://a:1"'), runner=None, address=None, workers=2)


def test_rules_that_are_off_and_suggestions_are_read(tmp_path: Path) -> None:
    """Steps, splits, edits, removals and flags alike; without the section all is as built."""
    before = clean_options(Home(tmp_path))
    names = {"unwrap_lines", "split_doubled", "remove_tatweel", "drop_counter", "truncated"}
    home = _home(tmp_path, f"[clean]\noff = {sorted(names)}\napply_suggestions = true".replace("'", '"'))
    assert (before, clean_options(home)) == (AS_BUILT, CleanOptions(frozenset(names), True))
