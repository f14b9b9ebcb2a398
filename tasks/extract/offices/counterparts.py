"""Offices named by another's: "his Egyptian counterpart A" holds in Egypt what the one before him holds at home."""

from bisect import bisect_left

import numpy as np

from tasks.extract.offices.institutions import is_national
from tasks.extract.offices.offices import Claim, skip
from tasks.extract.people.mentions import Mention
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

_NEAR = 60


def claims_of_counterparts(reading: Reading, mentions: list[Mention], claims: list[Claim]) -> list[Claim]:
    """A claim for each counterpart whose country and name stand beside it, where the sentence has the office before."""
    names = reading.lexicon.facts["names"]
    called = reading.tokens.folded.str.contains(names["counterparts"]).to_numpy()[reading.tokens.word]
    at = np.flatnonzero(called).tolist()
    if not at:
        return []
    starts = {mention.start: place for place, mention in enumerate(mentions)}
    sure = sorted((claim for claim in claims if not claim.ambiguous), key=lambda claim: claim.end)
    ends = [claim.end for claim in sure]
    found = []
    for token in at:
        last = bisect_left(ends, token + 1) - 1
        if last < 0 or ends[last] < max(reading.sentence_start(token), token - _NEAR):
            continue
        office = sure[last].office
        # English says it before the word: "his Egyptian counterpart".
        country = token - 1 if reading.lexicon.verb == "middle" else token + 1
        while reading.classes[country : country + 1] == b"_" and country > token:
            country += 1
        if reading.classes[country : country + 1] != codes.NISBA.encode("ascii"):
            continue
        behind = skip(reading, max(country, token) + 1, b"_")
        if reading.words[reading.word[behind]] in reading.lexicon.words_of("own_words"):
            behind += 1
        place = starts.get(skip(reading, behind, b",T_"))
        if place is None or not (is_national(office.office) or office.office.endswith("minister")):
            continue
        abroad = office._replace(start=token, end=behind, jurisdiction=reading.meaning(country).label, former=False)
        if abroad.jurisdiction != office.jurisdiction:
            found.append(Claim(place, abroad, token, mentions[place].end, False))
    return found
