"""What a phrase of the lexicon means."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """Class of a phrase; `label` names what it stands for, `detail` says more; `clitic` letters stand before it."""

    code: str
    label: str = ""
    detail: str = ""
    clitic: int = 0
