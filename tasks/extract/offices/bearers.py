"""Who bears which office in a document, as the document says. Finding the claims is `offices`."""

from tasks.extract.offices.offices import Claim, Office
from tasks.extract.people.mentions import Mention, Person
from tasks.extract.words.reading import Reading


class Bearers:
    """The persons of each document by the office it gives them; unsure claims do not count."""

    def __init__(self, reading: Reading, mentions: list[Mention], claims: list[Claim]) -> None:
        self._claimed: dict[tuple[int, str], list[tuple[str | None, Person]]] = {}
        for claim in claims:
            if not claim.ambiguous:
                key = (reading.document_of(claim.start), claim.office.office)
                self._claimed.setdefault(key, []).append((claim.office.jurisdiction, mentions[claim.mention].person))

    def only(self, document: int, office: Office) -> Person | None:
        """The one person to whom the document gives this office, if it is one alone."""
        fitting = self.fitting(document, office)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def fitting(self, document: int, office: Office) -> dict[str, Person]:
        """By id, those to whom the document gives this office and no other country's."""
        bearers = [
            (place, person) for place, person in self._claimed.get((document, office.office), []) if person.entity_id
        ]
        if office.jurisdiction is None:
            return {str(person.entity_id): person for _, person in bearers}
        exact = {str(person.entity_id): person for place, person in bearers if place == office.jurisdiction}
        elsewhere = {person.entity_id for place, person in bearers if place not in (None, office.jurisdiction)}
        return exact or {str(person.entity_id): person for _, person in bearers if person.entity_id not in elsewhere}
