"""The dedupe stage: which documents are copies of which, in the batch and against all that is published."""

from tasks.dedupe.comparison import Comparison, partitions_for, sign_shard
from tasks.dedupe.history import History
from tasks.dedupe.parameters import DedupeParameters
from tasks.dedupe.sign import sign

__all__ = ["Comparison", "DedupeParameters", "History", "partitions_for", "sign", "sign_shard"]
