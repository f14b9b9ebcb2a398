"""How a run uses the system's memory: what a shard gave back is kept for the next one, and what stays is not looked at."""

import atexit
import ctypes
import gc
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_GIB = 1 << 30
_COLLECT_AFTER = 200_000


@cache
def keep_freed_memory() -> None:
    """Tell the C library to keep freed blocks instead of giving their pages back at once.

    Arrays of a shard are tens of megabytes and live for milliseconds; getting their pages anew from the system took a
    twentieth of a run's processor time. The peak is a shard's all the same. Does nothing where there is no glibc.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _GIB)
        mallopt(_TRIM_THRESHOLD, 2 * _GIB - 1)


@cache
def spare_the_collector() -> None:
    """Take what the imports left out of Python's cycle collector's sight, and let it look less often.

    Prefect and Great Expectations leave a million objects that live as long as the process; going over them again and
    again took an eighth of the extract stage's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 100)
    atexit.register(gc.unfreeze)  # else DuckDB, at the very end, counts as leaked what could not be collected
