"""The clean stage: bodies are cut into passages, changed and sorted by rules, and every decision is written down."""

from tasks.clean.options import AS_BUILT, CleanOptions
from tasks.clean.stage import Cleaned, clean

__all__ = ["AS_BUILT", "CleanOptions", "Cleaned", "clean"]
