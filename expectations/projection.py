"""The narrow pandas frame that Great Expectations is shown: texts, labelled by document and revision.

Made to cost nothing: the strings stay in Arrow, and their fingerprint is taken in polars.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
from pandas.arrays import ArrowStringArray


class _Texts(ArrowStringArray):
    """Strings whose hash is taken in polars.

    Great Expectations hashes every frame for a fingerprint of the batch. Pandas takes 0.9 s for 47 MB of text to do
    so, half as long as the checks themselves; polars takes 0.01 s.
    """

    def _hash_pandas_object(self, **_: Any) -> npt.NDArray[np.uint64]:
        return pl.Series(self.__arrow_array__()).hash().to_numpy()


def texts_by_label(labels: pl.Series, texts: pl.Series) -> pd.DataFrame:
    """A pandas frame with the one column `text` (nulls stay) and `labels` (unique) as its index."""
    plain = texts.to_pandas().array
    frame = pd.DataFrame({"text": _Texts(plain.__arrow_array__(), dtype=plain.dtype)})  # type: ignore[call-arg]  # not in the stubs
    frame.index = pd.Index(labels.to_list(), dtype=object)
    return frame
