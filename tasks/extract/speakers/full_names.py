"""Names in full of a document by their last words: who is meant by a surname, though it be a common word.

Names that no mention covers count too, where somebody speaks under them. Which surnames are mentions is `surnames`.
"""

from collections.abc import Mapping

from tasks.extract.speakers.described import Described
from tasks.extract.speakers.subject_phrases import Speaker
from warehouse.folding import fold_name


class FullNames:
    """The full names of the documents of one reading."""

    def __init__(self, described: Described) -> None:
        self.described = described
        self._spoken: dict[int, dict[str, str | None]] = {}
        self._named: dict[int, dict[str, tuple[str, str | None]]] = {}

    def spoke(self, document: int, speaker: Speaker) -> None:
        """Take in the name of one who speaks."""
        self._spoken.setdefault(document, {}).setdefault(speaker.name or "", speaker.entity_id)

    def by_ending(self, document: int) -> dict[str, tuple[str, str | None]]:
        """Names and ids by the last words of each name, joined: of who speaks by name, else of who is named."""
        if document not in self._named:
            mentions = self.described.phrases.mentions
            persons = (mentions[place].person for place in self.described.mentioned(document))
            named = {person.name: person.entity_id for person in persons if person.full and person.entity_id}
            spoken = self._spoken.get(document, {})
            self._named[document] = _by_ending(named, False) | _by_ending(spoken, True)
        return self._named[document]


def _by_ending(named: Mapping[str, str | None], shared: bool) -> dict[str, tuple[str, str | None]]:
    """Names with their ids by the last words of each, folded and joined; of those that two share none, or the first."""
    owners: dict[str, dict[str, str | None]] = {}
    whole = {"".join(fold_name(name).split()): name for name in named}
    for name in named:
        words = fold_name(name).split()
        # The end of a longer name is no name of its own.
        if not any(other != name and key.endswith("".join(words)) for key, other in whole.items()):
            for n in range(1, len(words)):
                owners.setdefault("".join(words[-n:]), {})[name] = named[name]
    return {ending: next(iter(those.items())) for ending, those in owners.items() if shared or len(those) == 1}
