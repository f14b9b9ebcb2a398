"""The steps whose work is spread over units: each does one unit of a batch, named by its key, wherever it is asked to.

A unit is what `do_shard` does once: its outputs lie in the batch's folder, its report says that it is done, and a step
may begin when the steps before it are done for all units. What goes between whoever spreads the work and whoever does it
are the home's path, the batch's id, the step's name and keys; never frames, never handles. No Prefect here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from flows.stages.checking import check_shard
from flows.stages.comparing import find_pairs, group_documents, settle_revisions, sign_documents, verify_partition
from flows.stages.extracting import extract_shard
from flows.stages.index import find_outdated, sign_published
from flows.stages.quoting import find_unsigned, group_partition, sign_published_quotes, sign_shard_quotes
from flows.stages.reading import clean_shard, read_inputs, reread_records
from flows.stages.report import Done, Spread
from tasks.batch import Batch
from tasks.shards import ShardReport
from warehouse.home import Home

Unit = Callable[[Home, Batch, str], ShardReport]
"""Does the unit of that key, unless it was done before."""

STEPS: Mapping[str, Unit] = {
    "ingest": read_inputs,
    "reread": reread_records,
    "clean": clean_shard,
    "check rows": check_shard,
    "find outdated": find_outdated,
    "sign again": sign_published,
    "sign": sign_documents,
    "settle current": settle_revisions,
    "find candidates": find_pairs,
    "verify": verify_partition,
    "group": group_documents,
    "extract": extract_shard,
    "find unsigned quotes": find_unsigned,
    "sign published quotes": sign_published_quotes,
    "sign quotes": sign_shard_quotes,
    "group quotes": group_partition,
}


def one_by_one(home: Home, batch: Batch) -> Spread:
    """Do the units here, one after the other."""

    def spread(step: str, keys: Sequence[str], done: Done) -> Iterator[ShardReport]:
        for number, key in enumerate(keys, start=1):
            yield STEPS[step](home, batch, key)
            done(number)

    return spread
