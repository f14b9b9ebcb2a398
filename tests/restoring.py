"""Homes that many tests begin with: made once, and copied to the same place for each, since a catalogue knows where it lies.

To make one costs a second, to move one half of that, to copy one a hundredth.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def kept(place: Path, name: str) -> Path:
    """A copy of the folder `place` under another name, to be restored."""
    original = place.with_name(name)
    shutil.copytree(place, original)
    return original


@contextmanager
def restored(original: Path, place: Path) -> Iterator[Path]:
    """The folder `place` as it was kept, with nothing else in it; what is done to it is gone afterwards."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(original, place)
    try:
        yield place
    finally:
        shutil.rmtree(place)
