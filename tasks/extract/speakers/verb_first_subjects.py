"""The subject of an Arabic cue: it follows its verb, or a name stands before it as the topic of the sentence.

Behind the verb may come a time, the occasion («في تصريح صحفي») or a mark before the noun that speaks.
"""

from tasks.extract.offices.bearers import Bearers
from tasks.extract.offices.offices import Office
from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.addressees import before_addressee, is_addressee
from tasks.extract.speakers.noun_phrases import NOUN_PHRASE
from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.speakers.texts_written import writer_of
from tasks.extract.speakers.verb_first_phrases import is_taken, past_opening, tells_of
from tasks.extract.statements import Quote, phrase_end, word_of
from tasks.extract.words.particles import FOR_THE, IN_IT, THE
from tasks.extract.words.reading import Reading

# "Has", and "who" in its forms; "this".
_HAS = ("\u0642\u062f", "\u0627\u0644\u0630\u06cc", "\u0627\u0644\u062a\u06cc", "\u0627\u0644\u0630\u06cc\u0646")
_AND = ("\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}")
# "By", "for", "and", "the": no name begins so behind its verb.
_NO_NAME = (*_AND, "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER LAM}", "\u0627\u0644")
_FAR = 25
"""Tokens over which the subject of a sentence is looked for at its start."""


class VerbFirstSubjects(SubjectPhrases):
    """Finds the subjects of cues in a verb-first language, and those right before any verb."""

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], bearers: Bearers) -> None:
        super().__init__(reading, mentions, offices, bearers)
        self._participles = reading.lexicon.participles
        self._same = reading.lexicon.words_of("same_again")
        self._containing = frozenset(reading.lexicon.facts.get("containing", ()))
        self._told = reading.lexicon.words_of("told_to")
        self._asked = reading.lexicon.words_of("asked_of")
        self._posts = reading.lexicon.words_of("posts")
        self._speaking = reading.lexicon.words_of("speaking_nouns")

    def _verb_first(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = phrase_end(self.reading, quote.cue)
        if classes[quote.cue : quote.cue + 1] == b"k" or self.reading.meaning(quote.cue).label in self._participles:
            return None
        end = quote.trigger if not quote.before_cue and quote.trigger >= cue_end else self.reading.sentence_end(cue_end)
        token = cue_end
        while token < end and classes[token] in b"t_":
            token += 1
        if classes[quote.cue : quote.cue + 1] == b"r":
            return self._whose_words(quote.cue)
        token = self._past_comma(token, end)
        before = self._named_before(quote.cue, token, end)
        if before is not None:
            return before
        if token < end and self.reading.clitics[token] and not self.reading.begins(token, *_AND):
            return self._topic_of(quote.cue)
        if classes[quote.cue - 1 : quote.cue] == b"," and self.reading.begins(quote.cue, "\N{ARABIC LETTER FEH}"):
            return self._topic(quote.cue)
        if is_addressee(self.reading, quote.cue, token) or is_taken(self.reading, quote.cue, token):
            return self._topic_of(quote.cue)
        if self.reading.meaning(quote.cue).label in self._containing and token < end and classes[token] == ord("s"):
            return self._written(token, end)
        token = past_opening(self.reading, token, end)
        end = before_addressee(self.reading, token, end) if classes[quote.cue] == ord("u") else end
        if token >= end or classes[token] in b"pfsdcC,nai" or word_of(self.reading, token) in self._told:
            if token < end and classes[token] == ord("s") and self._is_subject_noun(token):
                return self.described_name(token, end) or self.group(token, end)
            behind = self._behind_occasion(token, end)
            if behind is not None:
                return behind
            return self._unknown_name(token, end) or self._topic_of(quote.cue) or self._plain_subject(quote, token, end)
        found = self.at(token, end) or self._whose_post(token, end)
        if found is not None and (found.entity_id is not None or found.resolution == "pronoun"):
            return found
        if classes[token] not in NOUN_PHRASE:
            return found
        return self.described_name(token, end) or found or self.group(token, end)

    def _named_before(self, cue: int, token: int, end: int) -> Speaker | None:
        """«وكان الوزير قد دعا», «بيان الوزارة الذي قالت فيه»."""
        if self.reading.classes[cue] == ord("u") and word_of(self.reading, cue - 1) == _HAS[0]:
            return self._before_verb(cue)
        in_it = token < end and word_of(self.reading, token) in IN_IT
        return writer_of(self, cue, token, end) if in_it else None

    def _whose_post(self, token: int, end: int) -> Speaker | None:
        """«قالت تغريدة لفلان إن»: a post speaks for whom it bears the name of."""
        if token >= end or word_of(self.reading, token) not in self._posts:
            return None
        named = next((at for at in range(token + 1, min(token + 6, end)) if at in self.mention_at), -1)
        return self.by_name(self.mentions[self.mention_at[named]], token) if named >= 0 else None

    def _plain_subject(self, quote: Quote, token: int, end: int) -> Speaker | None:
        """«وذكر برنامج الحدائق أن»: a noun between a verb and "that" is the subject, whatever it is."""
        classes = self.reading.classes
        if token >= end or classes[token] != ord("s") or classes[quote.cue] != ord("v") or quote.before_cue:
            return None
        if word_of(self.reading, token) in self._same:
            return None
        if classes[quote.trigger] not in b"cC" or self.reading.begins(token, *_NO_NAME, "\N{ARABIC LETTER KAF}"):
            return None
        stop = self.group_end(token, end)
        return self.group(token, end) if stop > token + 1 and classes[stop] in b"cC,tf" else None

    def _topic_of(self, cue: int) -> Speaker | None:
        """Who stands before a verb that "and" does not join to what was told before."""
        return self._before_verb(cue) if self.reading.meaning(cue).clitic == 0 else None

    def _unknown_name(self, token: int, end: int) -> Speaker | None:
        """Two words of which the first is a common one, «كاملة …», and behind which the statement comes, are a name."""
        classes = self.reading.classes
        if token + 2 > end or classes[token] != ord("s") or classes[token + 1] not in b"wxG":
            return None
        if self.reading.begins(token, *_NO_NAME) or word_of(self.reading, token) in self.reading.lexicon.words_of(
            "manner"
        ):
            return None
        last = token + 1
        while last < end and classes[last] in b"wxWG":
            last += 1
        if classes[last] not in b",cC:<p" or classes[last - 1] == ord("x"):
            return None
        surface = self.surface(token, last)
        return Speaker(surface, surface, None, "named", 0.6)

    def _past_comma(self, token: int, end: int) -> int:
        """«قال، أمس، وزير …»: a time between commas stands before the subject."""
        if self.reading.classes[token : token + 1] != b",":
            return token
        at = token + 1
        while at < end and self.reading.classes[at] in b"t_":
            at += 1
        return at + 1 if at > token + 1 and self.reading.classes[at : at + 1] == b"," else token

    def _behind_occasion(self, token: int, end: int) -> Speaker | None:
        """«قال في تصريح صحفي وزير …»: the name or office behind the words for the occasion."""
        if token >= end or self.reading.classes[token] not in b"pfai":
            return None
        occasions = self.reading.lexicon.words_of("occasions")
        for at in range(
            phrase_end(self.reading, token) if self.reading.classes[token] != ord("p") else token + 1,
            min(token + 8, end),
        ):
            if self.reading.classes[at] in b".\nvukcC:<":
                return None
            if word_of(self.reading, at - 1) in occasions or (at > token + 1 and self.reading.classes[at - 1] in b"t"):
                found = self.at(at, end) or (self.group(at, end) if self.reading.classes[at] in b"OSM" else None)
                if found is not None and found.resolution != "pronoun":
                    return found
        return None

    def _written(self, token: int, end: int) -> Speaker | None:
        """«ورد في خطاب الاتحاد أن»: a text, which speaks for the body behind it."""
        if self.reading.classes[token + 1] == ord("S"):
            # «نص البيان».
            return self.group(token + 1, end)
        whole = self.group(token, end)
        if whole is not None and self.reading.classes[token + 1] in b"OPGT":
            return self.at(token + 1, end)
        if whole is None or whole.entity_id is not None or self.reading.classes[token + 1] not in b"MEQL":
            return whole
        issuer = self.group(token + 1, end)
        return Speaker(whole.surface, issuer.name, None, "office", 0.65) if issuer is not None else whole

    def _whose_words(self, cue: int) -> Speaker | None:
        """In «نقلت الصحيفة عن X قوله» the one behind «عن»."""
        of = self.reading.classes.rfind(b"p", self.reading.sentence_start(cue), cue)
        while of >= 0 and self.reading.meaning(of).label != "\N{ARABIC LETTER AIN}\N{ARABIC LETTER NOON}":
            of = self.reading.classes.rfind(b"p", self.reading.sentence_start(cue), of)
        if of >= 0:
            return self.at(of + 1, cue) or self.group(of + 1, cue)
        return self._before_verb(cue)

    def _topic(self, cue: int) -> Speaker | None:
        """ "As for X, he said": the verb's clitic takes up the topic at the sentence's start."""
        start = self.reading.sentence_start(cue)
        start += self.reading.classes[start : start + 1] == b"p"
        return self.at(start, cue - 1) or self.group(start, cue - 1)

    def _is_subject_noun(self, token: int) -> bool:
        """A common noun with an article may be the subject, or one of people; a word with a preposition may not."""
        return self.reading.begins(token, "ال") or word_of(self.reading, token) in self._speaking

    def _before_verb(self, cue: int) -> Speaker | None:
        """The subject that ends right before the verb."""
        at = cue - 1
        while at >= 0 and (
            self.reading.classes[at] in b"t"
            or (self.reading.classes[at] == ord("p") and word_of(self.reading, at) in _HAS)
        ):
            at -= 1
        if at >= 0 and self.reading.classes[at] == ord(",") and self.reading.lexicon.verb == "first":
            return self._with_apposition(cue)
        if at in self.mention_at:
            return self.by_name(self.mentions[self.mention_at[at]], at)
        if at + 1 in self.office_end:
            return self.by_office(self.office_end[at + 1], cue)
        if at >= 0 and self.reading.classes[at] in b"RZ":
            return Speaker(self.surface(at, at + 1), None, None, "pronoun", 0.7)
        told = tells_of(self.reading, at, cue)
        if told >= 0:
            surface = self.surface(told, at + 1)
            name = THE + surface[len(FOR_THE) :] if self.reading.begins(told, FOR_THE) else surface
            return Speaker(surface, name, None, "named", 0.6, None, told)
        start = self._clause_start(cue)
        whole = self.reading.classes[start : at + 1]
        if self.reading.lexicon.verb == "first" and 0 < len(whole) < 9 and not whole.strip(NOUN_PHRASE + b"_"):
            return self.group(start, at + 1) if whole[0] in b"MSEOTQH" else None
        return self._opening_topic(cue, start) if self.reading.lexicon.verb == "first" else None

    def _clause_start(self, cue: int) -> int:
        """Where the sentence of `cue` begins, behind "was", or its clause behind «رغم أن»."""
        start = self.reading.sentence_start(cue)
        that = self.reading.classes.rfind(b"n_", start, cue)
        if that >= 0:
            return phrase_end(self.reading, that)
        return start + (word_of(self.reading, start).removeprefix(_AND[0]) in self.reading.lexicon.words_of("was"))

    def _opening_topic(self, cue: int, start: int) -> Speaker | None:
        """In "A of the university of B said" the name, office or body at the sentence's start, if nothing was said since."""
        between = self.reading.classes[start:cue]
        if len(between) > _FAR or not set(between).isdisjoint(b"vukrcC:<&"):
            return None
        found = self.at(start, cue)
        if found is not None:
            return found if found.resolution != "pronoun" else None
        if between[:1] == b"x" and between[1:2] in (b"w", b"G", b"s"):
            # «أم خالد من …»
            surface = self.surface(start, start + 2)
            return Speaker(surface, surface, None, "named", 0.6)
        return self.group(start, cue) if between[:1] in (b"M", b"E") else None

    def _words_before(self, start: int, cue: int) -> set[str]:
        return {word_of(self.reading, at) for at in range(start, min(start + 3, cue))}

    def _with_apposition(self, cue: int) -> Speaker | None:
        """In "A, who plays for B, confirmed that" the name or office at the sentence's start, behind "was"."""
        start = self._clause_start(cue)
        found = self.at(start, cue)
        if found is None and word_of(self.reading, start) in self._speaking:
            found = self.group(start, cue)
        if found is None and not self._words_before(start, cue).isdisjoint(self._asked):
            # «وباتصالنا بالمديرة A، أكدت».
            return next((who for at in range(start, cue) if (who := self.at(at, cue)) is not None), None)
        if found is None or found.surface is None or found.resolution == "pronoun":
            return None
        between = self.reading.classes[start : cue - 1]
        return found if b"," in between and not set(between) & set(b"vukr:<") else None
