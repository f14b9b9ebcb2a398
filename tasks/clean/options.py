"""What a person may set about cleaning: which rules are off, and whether suggestions are applied. Checks no names: see `rules`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar


class Named(Protocol):
    """A rule of any sort."""

    @property
    def name(self) -> str:
        """The name that stands in the findings."""
        ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """Settings of the clean stage; the empty form changes nothing.

    off: names of edits, removals, steps and flags that are left out. apply_suggestions: what a rule would only
    suggest (the Arabic form of a Latin name, say) is put into the text, with a finding as for any edit.
    """

    off: frozenset[str] = frozenset()
    apply_suggestions: bool = False

    def on(self, rules: Iterable[N]) -> tuple[N, ...]:
        """The rules that are not switched off, in their order."""
        return tuple(rule for rule in rules if rule.name not in self.off)

    def as_dict(self) -> dict[str, Any]:
        """Fit for JSON; equal options give equal ones."""
        return {"off": sorted(self.off), "apply_suggestions": self.apply_suggestions}

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> "CleanOptions":
        """The options of `as_dict`."""
        return cls(frozenset(found.get("off", ())), bool(found.get("apply_suggestions", False)))


AS_BUILT = CleanOptions()
"""All rules on, suggestions not applied."""
