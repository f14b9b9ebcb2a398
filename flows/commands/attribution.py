"""Which of the rules that changed a passage made which change in it.

The ledger holds each rule's first place, before and after. What changed there is the rule's hand: a rule that closes a
space cuts spaces, one that folds letters puts one letter for another.
"""

from collections.abc import Sequence

from flows.commands.differences import Change, changed_characters, changed_words
from warehouse.explain import Row

Hands = tuple[tuple[Row, tuple[Change, ...]], ...]
"""The findings of a passage's edits, each with the changes that its sample shows."""


def hands(findings: Sequence[Row]) -> Hands:
    """What each edit among `findings` is seen to do."""
    return tuple((finding, _sample(finding)) for finding in findings if finding["action"] == "edit")


def _sample(finding: Row) -> tuple[Change, ...]:
    if finding["before"] is None:
        return ()
    words = changed_words(finding["before"], finding["after"] or "")
    return tuple(piece for word in words if word.changed for piece in changed_characters(word) if piece.changed)


def made_by(change: Change, known: Hands) -> list[Row]:
    """The findings whose rules made `change`: one where that is clear, else all that may have.

    First those that made the very same change, then those whose characters are among the ones changed here (two rules
    may meet in one place), then those of which nothing is known.
    """
    if len(known) < 2:
        return [finding for finding, _ in known]
    same = [finding for finding, sample in known if change in sample]
    if same:
        return same
    part = [finding for finding, sample in known if any(_within(piece, change) for piece in sample)]
    unknown = [finding for finding, sample in known if not sample]
    return part or unknown or [finding for finding, _ in known]


def _within(piece: Change, change: Change) -> bool:
    return set(piece.raw) <= set(change.raw) and set(piece.clean) <= set(change.clean)
