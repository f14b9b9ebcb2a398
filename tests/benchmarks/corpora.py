"""What is measured on: the corpora of KHABAR_SHARED (or of the folder `shared` beside the repository), else made-up ones."""

import os
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.benchmarks.made_news import made_news

SHARED = Path(os.environ.get("KHABAR_SHARED", Path(__file__).parents[3] / "shared"))
N_MADE_UP, N_BASES = 4_000, 400


@dataclass(frozen=True)
class Corpus:
    """`path`: Parquet with a text a row. `name`: what to call it. `truth`: id, base, kind of planted copies, where known."""

    path: Path
    name: str
    truth: pl.DataFrame | None = None


def news(folder: Path) -> Corpus:
    """The corpus that speed is measured on; a made-up one is written to `folder`."""
    path = SHARED / "corpora" / "dev_news.parquet"
    if path.exists():
        return Corpus(path, path.name)
    made = pl.DataFrame({"id": [f"made-{n}" for n in range(N_MADE_UP)], "text": _articles(N_MADE_UP, 1)})
    return _written(made, folder / "made_news.parquet")


def copies(folder: Path) -> Corpus:
    """The corpus with planted copies that recall is measured on."""
    path = SHARED / "corpora" / "neardup_synth.parquet"
    truth = path.with_name("neardup_synth.truth.parquet")
    if path.exists() and truth.exists():
        return Corpus(path, path.name, pl.read_parquet(truth))
    base = _articles(N_BASES, 2)
    kinds = {
        "base": base,
        "exact": base,
        "orth": [text.replace("ي", "ی").replace("ك", "ک") for text in base],
        "trunc": [text[: len(text) * 3 // 4] for text in base],
    }
    rows = [(f"{kind}-{n}", f"base-{n}", kind, text) for kind, texts in kinds.items() for n, text in enumerate(texts)]
    made = pl.DataFrame(rows, schema=["id", "base", "kind", "text"], orient="row")
    corpus = _written(made.select("id", "text"), folder / "made_copies.parquet")
    return Corpus(corpus.path, corpus.name, made.select("id", "base", "kind"))


def _written(frame: pl.DataFrame, path: Path) -> Corpus:
    frame.write_parquet(path)
    return Corpus(path, f"{path.name}, made up: no shared corpora here")


def _articles(n: int, seed: int) -> list[str]:
    """`n` invented articles; every eighth has its body pasted twice."""
    texts = made_news(n, seed)["text"].to_list()
    return [f"{text}\n\n{text}" if number % 8 == 0 else text for number, text in enumerate(texts)]
