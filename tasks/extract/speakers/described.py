"""Whom a description means: «رئيس الاتحاد», «این نماینده مجلس», «الوزارة», «البيان», where the name stands elsewhere.

A description is compared with what stands beside the names of the document; a body that is named by its first word alone
is the one that was named in full before; a statement is said by whoever issued it.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

import numpy as np

from tasks.extract.people.mentions import Person
from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import ABOUT, AND, AND_THE, BY, FOR, THE
from tasks.extract.words.reading import Reading

_BESIDE_AFTER = re.compile(rb",?((?:[sWODNLEMAfxwlBSHt&]_*){1,12})")
_BESIDE_BEFORE = re.compile(rb"((?:[sWODNLEMAfxlBSHw&T]_*){1,12})(?:,)?(?:T_*)*m?\Z")
_LEAST_SHARE = 0.6


class Described:
    """Resolves descriptions within the documents of one reading."""

    def __init__(self, reading: Reading, phrases: SubjectPhrases) -> None:
        self.reading = reading
        self.phrases = phrases
        self._beside: dict[int, list[tuple[int, Person, frozenset[str]]]] = {}
        # By form, as none of few letters.
        self._plain: dict[int, str | None] = {}
        at = np.array([mention.start for mention in phrases.mentions], dtype=np.int64)
        self._documents: list[int] = reading.documents_of(at).tolist()

    def mentioned(self, document: int) -> range:
        """Places of the mentions of a document, in order."""
        return range(bisect_left(self._documents, document), bisect_right(self._documents, document))

    def person(self, document: int, words: list[str], cue: int, last: str | None = None) -> Person | None:
        """The one person beside whose name the document has most of `words`, the first among them.

        Names behind `cue` in its passage are told by the speaker, and not he. Of several it is the one with the id `last`.
        """
        wanted = frozenset(words)
        best: dict[str, tuple[float, Person]] = {}
        passage = self.reading.passage[cue]
        for at, person, beside in self._descriptions(document):
            if at > cue and self.reading.passage[at] == passage:
                continue
            share = len(wanted & beside) / len(wanted)
            key = person.entity_id or person.name
            if words[0] in beside and share >= _LEAST_SHARE and share > best.get(key, (0.0, person))[0]:
                best[key] = (share, person)
        top = max((share for share, _ in best.values()), default=0.0)
        persons = [person for share, person in best.values() if share == top]
        spoke = [person for person in persons if last is not None and person.entity_id == last]
        return persons[0] if len(persons) == 1 else next(iter(spoke), None)

    def _descriptions(self, document: int) -> list[tuple[int, Person, frozenset[str]]]:
        if document not in self._beside:
            self._beside[document] = [
                (mention.start, mention.person, frozenset(self._words_beside(mention.start, mention.end)))
                for place in self.mentioned(document)
                if (mention := self.phrases.mentions[place]).person.entity_id
            ]
        return self._beside[document]

    def _words_beside(self, start: int, end: int) -> list[str]:
        classes = self.reading.classes
        found: list[str] = []
        low = max(0, start - 16)
        others = (at for at in range(start - 1, low - 1, -1) if at in self.phrases.mention_at)
        low = max(low, next(others, low - 1) + 1)
        before = _BESIDE_BEFORE.search(classes, low, start)
        if before is not None:
            found += self.words(self._behind_by(before.start(1), before.end(1)), before.end(1))
            found += self._words_before_relation(low, before.start(1) - 1)
        after = _BESIDE_AFTER.match(classes, end)
        if after is not None:
            found += self.words(after.start(1), after.end(1))
        return found

    def _words_before_relation(self, low: int, preposition: int) -> list[str]:
        """«وزيرة الثقافة والمحافظة على التراث A»: the description begins before a preposition that its last noun takes."""
        reading = self.reading
        if preposition <= low or reading.classes[preposition] != ord(codes.PREPOSITION):
            return []
        noun = word_of(reading, preposition - 1).removeprefix(AND).removeprefix(THE)
        before = _BESIDE_BEFORE.search(reading.classes, low, preposition)
        if before is None or noun not in reading.lexicon.words_of("relations"):
            return []
        return self.words(before.start(1), before.end(1))

    def _behind_by(self, start: int, end: int) -> int:
        """Behind «بقتل» in Arabic: whoever stands before is another."""
        if not self.reading.lexicon.has_article:
            return start
        by = (at for at in range(end - 1, start - 1, -1) if self.reading.begins(at, BY))
        return next(
            (at + 1 for at in by if word_of(self.reading, at) in self.reading.lexicon.words_of("no_description")), start
        )

    def words(self, start: int, end: int) -> list[str]:
        """Words of a phrase, folded, without article and the prepositions that are written with it."""
        plain = map(self._plain_word, self.reading.word[start:end])
        return [word for word in plain if word is not None]

    def _plain_word(self, form: int) -> str | None:
        if form not in self._plain:
            word = self.reading.words[form]
            for head in _HEADS if self.reading.lexicon.has_article else ():
                if word.startswith(head) and len(word) > len(head) + 2:
                    word = word[len(head) :]
                    break
            self._plain[form] = word if len(word) > 2 else None
        return self._plain[form]

    def resolve(self, found: Speaker, cue: int, last: Speaker | None = None) -> Speaker:
        """`found` with the person or body that it means, where the document says; `last` has spoken before."""
        if found.start < 0 or found.entity_id is not None or found.surface is None:
            return found
        start, document = found.start, self.reading.document_of(found.start)
        end = self.phrases.group_end(start, max(cue, start + 12))
        end = end if end > start else start + 1
        if self.reading.classes[start] == ord("S"):
            return self._issuer(found, start, end)
        describes = self.reading.classes[start] not in b"BMLEQH" and not self._is_unknown_name(start)
        words = self.words(start, end) if describes else []
        spoke = last.entity_id if last is not None and self.reading.lexicon.verb == "last" else None
        person = self.person(document, words, cue, spoke) if words else None
        if person is not None:
            return Speaker(found.surface, person.name, person.entity_id, "office", 0.75)
        return self._in_full(found, start, end)

    def _is_unknown_name(self, start: int) -> bool:
        """In Arabic a phrase that begins with neither an article nor a noun for somebody is a name, and describes nobody."""
        lexicon = self.reading.lexicon
        if lexicon.verb != "first" or self.reading.classes[start] not in b"swG":
            return False
        return not self.reading.begins(start, THE) and word_of(self.reading, start) not in lexicon.words_of(
            "speaking_nouns"
        )

    def is_another(self, found: Speaker, person: Speaker) -> bool:
        """Whether an office that one alone holds is not the one that stands beside the name of `person`."""
        start = found.start
        if word_of(self.reading, start) not in self.reading.lexicon.words_of("sole_offices"):
            return False
        return self.has_description(self.reading.document_of(start), person.entity_id)

    def has_description(self, document: int, entity_id: str | None) -> bool:
        """Whether a noun of a person stands beside the name of the one of that id."""
        kinds = self.reading.lexicon.words_of("person_nouns")
        return any(words & kinds for _, who, words in self._descriptions(document) if who.entity_id == entity_id)

    def nouns_beside(self, document: int, entity_id: str | None) -> frozenset[str]:
        """All words beside the name of the one of that id."""
        return frozenset().union(
            *(words for _, who, words in self._descriptions(document) if who.entity_id == entity_id)
        )

    def has_kind(self, start: int, end: int) -> bool:
        """Whether a noun of a person stands beside the name of `start` to `end`."""
        return not self.reading.lexicon.words_of("person_nouns").isdisjoint(self._words_beside(start, end))

    def _in_full(self, found: Speaker, start: int, end: int) -> Speaker:
        """«الوزارة» is the ministry named in full before."""
        if self.reading.classes[start] != ord("M") or end - start > 1 + self.reading.classes.count(b"_", start, end):
            return found
        head = self.words(start, start + 1)
        first = self.first_token(self.reading.document_of(start))
        if not head or not self.reading.lexicon.has_article:
            return found
        at = self.reading.classes.rfind(b"M", first, start)
        while at >= 0:
            stop = self.phrases.group_end(at, start)
            named = next((t for t in range(at, stop) if t in self.phrases.mention_at), stop)
            if self.words(at, at + 1) == head and 1 < named - at <= 9 and self._is_joined(at + 5, named):
                full = self.phrases.surface(at, named)
                return replace(found, name=full, confidence=0.7)
            at = self.reading.classes.rfind(b"M", first, at)
        return found

    def _is_joined(self, start: int, end: int) -> bool:
        """Whether a long name goes on with "and" only: «وزارة البحث والابتكار والتعليم العالي»."""
        return all(
            self.reading.begins(at, AND_THE) or (self.reading.begins(at - 1, AND_THE) and self.reading.begins(at, THE))
            for at in range(start, end)
        )

    def _issuer(self, found: Speaker, start: int, end: int) -> Speaker:
        """Who issued a statement: «بيان أصدره الحزب», «بلاغ لوزارة الداخلية»."""
        if word_of(self.reading, start) not in self.reading.lexicon.words_of("statements"):
            return found
        at = start + 1
        end = self._past_issued(at, end)
        while at < end and self.reading.classes[at] not in b"MOETGPL":
            if self.reading.classes[at] == ord("s") and self.words(at, at + 1) and self._joined_to(at):
                break
            at += 1
        if at >= end:
            return found
        issuer = self.phrases.at(at, end) or self.phrases.group(at, end)
        if issuer is None or issuer.name is None:
            return found
        name = issuer.name
        if issuer.entity_id is None and self._joined_to(at):
            name = self._unjoined(at, name)
        whole = self._in_full(replace(issuer, name=name), at, self.phrases.group_end(at, end))
        return Speaker(found.surface, whole.name, whole.entity_id, "office", 0.7)

    def _past_issued(self, at: int, end: int) -> int:
        """Behind «صادر اليوم عن» in Arabic, to the end of who issued it."""
        if not self.reading.lexicon.has_article:
            return end
        for of in range(at, at + 5):
            if self.reading.meaning(of).label == ABOUT:
                return max(end, self.phrases.group_end(of + 1, of + 8))
            if self.reading.classes[of] not in b"st_":
                return end
        return end

    def _joined_to(self, at: int) -> bool:
        return self.reading.begins(at, FOR)

    def _unjoined(self, at: int, name: str) -> str:
        written = self.phrases.surface(at, at + 1)
        if not name.startswith(written) or not written.startswith(FOR):
            return name
        return ("\u0627\u0644" + name[2:]) if name.startswith(FOR * 2) else name[1:]

    def first_token(self, document: int) -> int:
        """First token of a document."""
        passage = bisect_left(self.reading.document, document)
        return int(np.searchsorted(self.reading.tokens.passage, passage))


# Folded: with "and", "in", "for" before the article, and the article alone.
_HEADS = ("\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0644\u0644", "\u0627\u0644")
