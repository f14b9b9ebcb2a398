"""What a mention of a person is, and who is meant by it. Finding them is `persons`."""

from typing import NamedTuple


class Person(NamedTuple):
    """A person as known within one document: `full` where given name and surname stand in it or in the register."""

    name: str
    entity_id: str | None
    full: bool


class Mention(NamedTuple):
    """Tokens `start` to `end` (exclusive) name `person`; `clitic` letters of the first are not the name's."""

    start: int
    end: int
    person: Person
    method: str
    clitic: int = 0


def at_tokens(mentions: list[Mention]) -> dict[int, int]:
    """Place in `mentions` of the mention each token belongs to."""
    return {token: place for place, mention in enumerate(mentions) for token in range(mention.start, mention.end)}
