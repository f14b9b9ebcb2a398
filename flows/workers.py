"""What a process that works for a run must have and see: the same code, the home, the inputs, Prefect's API. No Prefect here."""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from flows.commands.leaving import mute_takedown
from flows.environment import settle_environment
from flows.memory import keep_freed_memory, spare_the_collector
from flows.stages.versions import expectations_version
from tasks.batch import RECORD, Batch, load_batch
from tasks.ingest.stage import ingest_units
from tasks.shards import this_process
from tasks.versions import stage_version
from warehouse.home import Home

PATIENCE_SECONDS = 10
_OTHER_CODE = "runs other code of khabar than this run: install the same version there, and start the workers again"
_SAME_STORAGE = "it must lie on storage that all workers see under the same path"


class WorkerError(RuntimeError):
    """A worker cannot do what it was asked to; the message says which one, why, and what to do. No retry would help."""


@cache
def code_version() -> str:
    """A hash of all code that decides what a unit of work makes; equal in all processes that work together."""
    parts = (stage_version("extract"), stage_version("reprocess"), expectations_version())
    return hashlib.blake2b(" ".join(parts).encode(), digest_size=8).hexdigest()


def trouble(home: str, code: str, api: str) -> str | None:
    """Why this process cannot work for a run at `home`, with that code, and Prefect's API at that URL; None where it can."""
    if not Path(home).is_dir():
        return f"does not see the home {home}: {_SAME_STORAGE}"
    if code != code_version():
        return _OTHER_CODE
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=PATIENCE_SECONDS):  # noqa: S310  the run's own setting
            return None
    except urllib.error.HTTPError:
        return None  # it answers; what it asks for stands in Prefect's settings, which the worker is given
    except (OSError, ValueError) as error:
        return (
            f"does not reach Prefect's API at {api} ({error}): start a server that all workers reach, "
            "as with `prefect server start --host 0.0.0.0`, and set PREFECT_API_URL for this run"
        )


@cache
def prepare(code: str) -> None:
    """Make this process one that works for runs of that code; once, before the first unit. Raises WorkerError."""
    if code != code_version():
        raise WorkerError(f"the worker {this_process()} {_OTHER_CODE}")
    settle_environment()
    mute_takedown()  # what a worker has to say it says in its logs
    import expectations.suite  # noqa: F401  before the collector is told to overlook what imports leave

    keep_freed_memory()
    spare_the_collector()


def seen_batch(home: Home, batch_id: str, step: str, keys: Sequence[str]) -> Batch:
    """The batch, where this process sees its folder and the inputs that the units `keys` read. Raises WorkerError."""
    folder = home.work / batch_id
    if not (folder / RECORD).exists():
        raise WorkerError(f"the worker {this_process()} does not see {folder}: {_SAME_STORAGE}")
    batch = load_batch(folder)
    if step == "ingest":
        units = ingest_units(batch)
        for file in (file for key in keys for file in units[key]):
            if not file.path.exists():
                raise WorkerError(f"the worker {this_process()} does not see the input {file.path}: {_SAME_STORAGE}")
    return batch
