"""Reported statements: where they begin and end, and which cue brings them in."""
