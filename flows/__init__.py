"""When things run: flows, the command line, deployments, samples. The only package that imports Prefect."""

import os

# Read by the allocator of polars when polars is loaded, so it is set before anything of ours loads it. Frames of a shard
# live for milliseconds: with fewer arenas, and pages kept for ten seconds, one frame's memory becomes the next one's
# instead of going back to the system. Half of the page faults, a twentieth of a run's processor time, and no higher a peak.
os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:2,dirty_decay_ms:10000,muzzy_decay_ms:10000")
