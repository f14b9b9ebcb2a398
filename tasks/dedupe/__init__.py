"""The dedupe stage: which documents are copies of which, in the batch and against all that is published."""

from tasks.dedupe.parameters import DedupeParameters
from tasks.dedupe.sign import sign
from tasks.dedupe.stage import dedupe

__all__ = ["DedupeParameters", "dedupe", "sign"]
