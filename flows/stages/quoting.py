"""Which quotes are one statement, among those of the batch and all that are published: the last steps of extract."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flows.stages.report import Spread, StageClock
from flows.stages.shape import piece_of, pieces_of, shard_folder
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.dedupe import partitions_for
from tasks.dedupe.lookup import ROW
from tasks.ingest.settle import Piece
from tasks.quote_groups import (
    Grouping,
    GroupParameters,
    StatementHistory,
    group_statements,
    plan_signing,
    sign_published,
    sign_quotes,
)
from tasks.quote_groups.sign import SIGNED
from tasks.shards import Put, ShardReport, do_shard, finished, read
from tasks.versions import stage_version
from warehouse.home import Home
from warehouse.lake import scan, scan_files
from warehouse.manifest import read_manifest
from warehouse.tables import DOCUMENTS, QUOTE_GROUPS, QUOTE_SIGNATURES, QUOTES

QUOTED = "quotes"
PARAMETERS = GroupParameters()


def group_quotes(clock: StageClock, spread: Spread, batch: Batch, keys: Sequence[str]) -> None:
    """Sign the quotes of the shards `keys`, and of what is published where it was signed otherwise or never; group them."""
    (plan,) = clock.spread(spread, "find unsigned quotes", [QUOTED])
    again = [str(number) for number in range(len(plan.figures["units"]))]
    partitions = [str(number) for number in range(_n_partitions(batch))]
    clock.total += 1 + len(again) + len(keys) + len(partitions)
    clock.spread(spread, "sign published quotes", again)
    clock.spread(spread, "sign quotes", keys)
    clock.spread(spread, "group quotes", partitions)


def find_unsigned(home: Home, batch: Batch, _key: str) -> ShardReport:
    """Say which published quotes must be signed; there is one such unit."""
    quotes = scan_files(home, read_manifest(home), QUOTES)
    return do_shard(_plan(batch), _version(batch), lambda _put: plan_signing(quotes, _history(home), PARAMETERS))


def sign_published_quotes(home: Home, batch: Batch, key: str) -> ShardReport:
    """Sign some published quotes."""
    manifest = read_manifest(home)
    quotes, documents = scan_files(home, manifest, QUOTES), scan(home, manifest, DOCUMENTS)
    file, first = _units(batch)[int(key)]
    work = partial(sign_published, quotes, documents, (file, first), PARAMETERS)
    return do_shard(_again(batch, int(key)), _version(batch), work)


def sign_shard_quotes(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Sign the quotes of one shard."""
    piece = piece_of(key)
    return do_shard(shard_folder(batch, "sign quotes", piece), _version(batch), partial(_sign, batch, piece))


def _sign(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    dated = read(shard_folder(batch, "clean", piece), DOCUMENTS.name, [*ROW, "published_at"])
    quotes = read(shard_folder(batch, "extract", piece), QUOTES.name, SIGNED)
    signed = sign_quotes(quotes.join(dated, on=ROW, how="left", maintain_order="left"), PARAMETERS)
    put(QUOTE_SIGNATURES.name, signed)
    return {}


def group_partition(home: Home, batch: Batch, key: str) -> ShardReport:
    """Group the statements of one partition of speakers."""
    grouping = Grouping(
        batch_seq=batch.seq,
        signed=signatures_of(batch),
        n_partitions=_n_partitions(batch),
        history=_history(home),
        anew=bool(_units(batch)),
        parameters=PARAMETERS,
    )
    return do_shard(_groups(batch, int(key)), _version(batch), partial(group_statements, grouping, int(key)))


def signatures_of(batch: Batch) -> list[Path]:
    """The files of quote_signatures that a batch made."""
    folders = [shard_folder(batch, "sign quotes", piece) for piece in pieces_of(batch)]
    folders += [_again(batch, number) for number in range(len(_units(batch)))]
    return [folder / f"{QUOTE_SIGNATURES.name}.parquet" for folder in folders]


def groups_of(batch: Batch) -> list[Path]:
    """The files of quote_groups that a batch made, one a partition."""
    return [_groups(batch, number) / f"{QUOTE_GROUPS.name}.parquet" for number in range(_n_partitions(batch))]


def signed_anew(batch: Batch) -> bool:
    """Whether all published quotes were signed again, so that no older signature counts."""
    return bool(_units(batch))


def _history(home: Home) -> StatementHistory:
    manifest = read_manifest(home)
    return StatementHistory(scan(home, manifest, QUOTE_SIGNATURES), scan(home, manifest, QUOTE_GROUPS))


def _units(batch: Batch) -> list[tuple[int, int]]:
    report = finished(_plan(batch), _version(batch))
    if report is None:
        raise RuntimeError(f"batch {batch.id}: nobody has looked whether the published quotes can be compared")
    return [(file, first) for file, first in report.figures["units"]]


def _n_partitions(batch: Batch) -> int:
    return partitions_for(len(pieces_of(batch)) + len(_units(batch)))


def _version(batch: Batch) -> str:
    return stage_version("group quotes", f"{batch.id} {PARAMETERS} {expectations_version()}")


def _plan(batch: Batch) -> Path:
    return batch.folder / QUOTED / "unsigned"


def _again(batch: Batch, number: int) -> Path:
    return batch.folder / QUOTED / f"again-{number}"


def _groups(batch: Batch, number: int) -> Path:
    return batch.folder / QUOTED / f"groups-{number}"
