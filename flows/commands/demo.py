"""`khabar demo`: the bundled samples through the whole job."""

from importlib.resources import as_file, files

from flows.commands.run import invocation, run_and_show
from flows.commands.terminal import console
from flows.settings import Source
from warehouse.home import Home

SAMPLES = ("wire", "crawl.jsonl", "pages", "archive.csv", "copies.jsonl", "voices.jsonl")


def demo_command(*, home: Home) -> int:
    """Run the samples into `home`; returns the exit code of the run."""
    with as_file(files("flows") / "samples") as folder:
        code = run_and_show(home, Source(tuple(str(folder / name) for name in SAMPLES)))
    console().print(
        f"  {invocation()} explain nasim_captions --html --home {home.root}   # one article, raw beside clean",
        soft_wrap=True,
    )
    return code
