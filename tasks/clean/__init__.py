"""The clean stage: bodies are cut into passages, changed and sorted by rules, and every decision is written down."""

from tasks.clean.stage import Cleaned, clean

__all__ = ["Cleaned", "clean"]
