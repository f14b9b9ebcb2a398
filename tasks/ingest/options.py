"""What a person may set about reading. Sizes and names only; where the inputs are is said elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tasks.ingest.fields import field_named

MIB = 1 << 20


@dataclass(frozen=True)
class IngestOptions:
    """Settings of the readers; the empty form changes nothing. Hashable, and `dataclasses.asdict` of it is JSON.

    source, outlet: given by hand, they win over what a record says.
    mapping: the record's column to ours (`{"matn": "text"}`), before all recognised names. Kept as sorted pairs.
    max_record_bytes: a larger record is set aside: no article is a tenth as long, and a stage must fit in memory.
    max_expanded_bytes: a compressed file that unpacks to more is cut there, with a row that says so.
    max_expansion: how many times its size a compressed file may grow, once it has passed 256 MiB.
    shard_bytes: bytes of text in a shard; None: as many as columns pay with.
    Raises ValueError where a mapping names a column we do not have.
    """

    source: str | None = None
    outlet: str | None = None
    mapping: Mapping[str, str] | Sequence[tuple[str, str]] = ()
    max_record_bytes: int = 8 * MIB
    max_expanded_bytes: int = 64 * 1024 * MIB
    max_expansion: int = 200
    shard_bytes: int | None = None

    def __post_init__(self) -> None:
        """Bring mapping and names to one form, so that equal settings are equal."""
        given = self.mapping.items() if isinstance(self.mapping, Mapping) else self.mapping
        pairs = tuple(sorted((str(theirs), field_named(ours)) for theirs, ours in given))
        object.__setattr__(self, "mapping", pairs)
        for name in ("source", "outlet"):
            object.__setattr__(self, name, (getattr(self, name) or "").strip() or None)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The mapping as (their column, our field), sorted."""
        return cast(tuple[tuple[str, str], ...], self.mapping)  # __post_init__ made it so
