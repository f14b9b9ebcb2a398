"""The index that copies are found by: signatures of all that is published, signed again where they were made otherwise."""

from functools import partial
from pathlib import Path

from flows.stages.shape import pieces_of
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.dedupe import DedupeParameters, History, partitions_for
from tasks.dedupe.rebuild import plan_rebuild, sign_again
from tasks.shards import ShardReport, do_shard, finished
from tasks.versions import stage_version
from warehouse.home import Home
from warehouse.lake import TableFiles, scan, scan_files
from warehouse.manifest import read_manifest
from warehouse.tables import CURRENT_REVISIONS, DOCUMENTS, FINDINGS, MEMBERSHIPS, SIGNATURES

DEDUPE = "dedupe"
PARAMETERS = DedupeParameters()
NO_FILES = TableFiles(SIGNATURES.empty().lazy(), (), ())


def dedupe_version(batch: Batch) -> str:
    """The version of all units of dedupe. What the row checks set aside is input there: other checks, other work."""
    return stage_version("dedupe", f"{batch.id} {PARAMETERS} {expectations_version()}")


def history_of(home: Home) -> History:
    """What is published."""
    manifest = read_manifest(home)
    return History(
        signatures=scan_files(home, manifest, SIGNATURES),
        current=scan(home, manifest, CURRENT_REVISIONS),
        memberships=scan(home, manifest, MEMBERSHIPS),
    )


def find_outdated(home: Home, batch: Batch, _key: str) -> ShardReport:
    """Say which published documents must be signed again; there is one such unit."""
    manifest = read_manifest(home)
    documents, findings = scan_files(home, manifest, DOCUMENTS), scan(home, manifest, FINDINGS)
    work = partial(plan_rebuild, history_of(home), documents, findings, PARAMETERS)
    return do_shard(_plan(batch), dedupe_version(batch), work)


def sign_published(home: Home, batch: Batch, key: str) -> ShardReport:
    """Sign some published documents again."""
    documents = scan_files(home, read_manifest(home), DOCUMENTS)
    work = partial(sign_again, documents, _plan(batch), int(key), n_partitions(batch), PARAMETERS)
    return do_shard(_folder(batch, int(key)), dedupe_version(batch), work)


def n_outdated_units(batch: Batch) -> int:
    """How many units of published documents are signed again. Raises RuntimeError where nobody looked yet."""
    report = finished(_plan(batch), dedupe_version(batch))
    if report is None:
        raise RuntimeError(f"batch {batch.id}: nobody has looked whether the published signatures can be compared")
    return int(report.figures["n_units"])


def signed_again(batch: Batch) -> tuple[Path, ...]:
    """The folders of the published documents that were signed again; where there are any, no older signature counts."""
    return tuple(_folder(batch, number) for number in range(n_outdated_units(batch)))


def n_partitions(batch: Batch) -> int:
    """How many partitions the keys of a batch fall into."""
    return partitions_for(len(pieces_of(batch)) + n_outdated_units(batch))


def links_of(batch: Batch) -> list[Path]:
    """The files of document_links that a batch made, one a partition of pairs."""
    folders = [batch.folder / DEDUPE / f"links-{number}" for number in range(n_partitions(batch))]
    return [folder / "document_links.parquet" for folder in folders]


def _plan(batch: Batch) -> Path:
    return batch.folder / DEDUPE / "outdated"


def _folder(batch: Batch, number: int) -> Path:
    return batch.folder / DEDUPE / f"again-{number}"
