"""The bundled samples as cleaning leaves them, written line by line for a person to read. Judges nothing."""

import json
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from raw_documents import NOW

from tasks.clean import Cleaned, clean
from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import read_file

GOLDEN = Path(__file__).parents[2] / "golden" / "samples.json"
SAMPLES = Path(__file__).parents[3] / "flows" / "samples"

_INPUTS = ("wire", "crawl.jsonl", "pages", "archive.csv", "copies.jsonl", "voices.jsonl")
_INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp"}

Golden = dict[str, list[str]]


def cleaned_samples() -> Golden:
    """The lines that tell of each record, by its id, in the order of the inputs; rejected ones too."""
    with TemporaryDirectory() as spool:
        files, problems = plan_inputs([str(SAMPLES / name) for name in _INPUTS], spool=Path(spool))
        assert not problems
        chunks = [chunk for file in files for chunk in read_file(file, IngestOptions(), now=NOW, chunk_bytes=1 << 20)]
    cleaned = clean(pl.concat([chunk.records for chunk in chunks]).with_columns(batch_id=pl.lit("samples")), now=NOW)
    rejects = pl.concat([chunk.rejects for chunk in chunks])
    golden = _of_documents(cleaned)
    for name, reason in [
        *rejects.select("source_record_id", "reason").rows(),
        *cleaned.quarantine.select("source_record_id", "reason").rows(),
    ]:
        golden[_free(name, golden)] = [f"quarantine: {reason}"]
    return golden


def to_json(golden: Golden) -> str:
    """The file's text: readable, with every invisible character as an escape."""
    text = json.dumps(golden, ensure_ascii=False, indent=1)
    return "".join(_shown(char) for char in text) + "\n"


def _of_documents(cleaned: Cleaned) -> Golden:
    golden: Golden = {}
    for document in cleaned.documents.iter_rows(named=True):
        here = (pl.col("doc_id") == document["doc_id"]) & (pl.col("revision") == document["revision"])
        lines = [f"{name}: {', '.join(document[name]) or 'none'}" for name in ("flags", "edits")]
        lines += [_line(passage) for passage in cleaned.passages.filter(here).sort("passage_no").iter_rows(named=True)]
        golden[_free(document["source_record_id"], golden)] = [
            f"language: {document['language']}",
            f"quality: {document['quality']}",
            *lines,
        ]
    return golden


def _line(passage: dict[str, object]) -> str:
    edits = passage["edits"]
    assert isinstance(edits, list)
    why = [str(passage["rule"])] if passage["rule"] else []
    return f"{passage['passage_no']} {' '.join([str(passage['placement']), *why, *edits])}: {passage['clean_text']}"


def _free(name: str, golden: Golden) -> str:
    """`name`, or with a number where another record has it: revisions share an id."""
    return name if name not in golden else next(f"{name} ({n})" for n in range(2, 99) if f"{name} ({n})" not in golden)


def _shown(char: str) -> str:
    return f"\\u{ord(char):04x}" if char not in " \n" and unicodedata.category(char) in _INVISIBLE else char
