"""Who speaks: what kind of source a phrase names, and which person or body a pronoun or a bare noun stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from recoupe.annotate.attributions.cues import Lexicon
from recoupe.annotate.attributions.subjects import Phrase
from recoupe.annotate.reading import Reading, Token
from recoupe.model import Actor, ActorKind, Addressee, Speaker, SpeakerKind

KIND_OF_ACTOR = {
    ActorKind.PERSON: SpeakerKind.NAMED_PERSON,
    ActorKind.GOVERNMENT: SpeakerKind.INSTITUTION,
    ActorKind.COUNTRY: SpeakerKind.INSTITUTION,
    ActorKind.PLACE: SpeakerKind.INSTITUTION,
    ActorKind.INSTITUTION: SpeakerKind.INSTITUTION,
    ActorKind.ARMED_GROUP: SpeakerKind.INSTITUTION,
    ActorKind.ORGANISATION: SpeakerKind.INSTITUTION,
    ActorKind.COLLECTIVE: SpeakerKind.ANONYMOUS,
    ActorKind.MEDIA: SpeakerKind.MEDIA,
    ActorKind.DOCUMENT: SpeakerKind.DOCUMENT,
    ActorKind.ANONYMOUS: SpeakerKind.ANONYMOUS,
}
TITLES = frozenset({"m.", "mme", "mlle", "me", "mm.", "mmes", "dr", "pr", "monsieur", "madame", "maître"})
DEFINITE = frozenset({"le", "la", "l'", "ce", "cet", "cette", "son", "sa"})
MASCULINE, FEMININE = (
    frozenset({"le", "ce", "un", "cet", "m.", "du"}),
    frozenset({"la", "cette", "une", "mme", "mlle"}),
)
LEADING = re.compile(r"^(?:(?:les?|la|un|une|des|du|de|aux?)\s+|[ld]['’]\s*)", re.IGNORECASE)
HISTORY = 12
MAX_APPOSED = 24
SUBJECT_REACH = 50
APPOSED = re.compile(r", (?:(?:le|la|l['’]|M\.|Mme) ?[\w-]* ?)?")
BODIES = frozenset({SpeakerKind.NAMED_PERSON, SpeakerKind.INSTITUTION})


@dataclass(slots=True, frozen=True)
class Heard:
    """A source as it was resolved, with what agreement it takes (None where unknown)."""

    speaker: Speaker
    feminine: bool | None
    plural: bool
    definite_noun: str


class Speakers:
    """The sources of one article, resolved in the order of the text."""

    def __init__(self, reading: Reading, words: Lexicon):
        self.reading = reading
        self.words = words
        self.kinds = {
            kind: words.words("kinds", kind)
            for kind in ("person", "anonymous", "document", "media", "institution")
        }
        self.outlets = frozenset(name.lower() for name in words.words("outlets", "names"))
        self.outlet_ends = words.words("outlets", "endings")
        self.actors: dict[str, Actor] = {actor.key: actor for actor in reading.actors}
        self.mention_starts = [mention.start for mention in reading.mentions]
        self.labels = {
            index: entity.label for entity in reading.entities for index in range(entity.first, entity.last)
        }
        self.people = [entity for entity in reading.entities if entity.label == "PER"]
        self.people_starts = [entity.start for entity in self.people]
        self.full_names = self._full_names()
        self.heard: list[Heard] = []

    def _full_names(self) -> dict[str, str]:
        """Last names and the longest name with a first name that the article gives them."""
        found: dict[str, str] = {}
        for entity in self.people:
            name = self.reading.text[entity.start : entity.end]
            parts = name.split()
            if len(parts) > 1 and len(name) > len(found.get(parts[-1].lower(), "")):
                found[parts[-1].lower()] = name
        return found

    def actor_at(self, phrase: Phrase) -> Actor | None:
        """The actor whose mention holds the head of a phrase."""
        place = bisect_right(self.mention_starts, phrase.end - 1) - 1
        if place >= 0 and phrase.last is not phrase.head:
            mention = self.reading.mentions[place]
            actor = self.actors.get(mention.actor)
            person = actor is not None and actor.kind is ActorKind.PERSON and actor.name[:1].isupper()
            if (
                person
                and phrase.head.end < mention.start
                and mention.end == phrase.end
                and phrase.last.pos == "PROPN"
            ):
                before = self.reading.tokens[phrase.last.index - 1 : phrase.last.index + 1]
                if before[0].pos not in ("ADP", "CCONJ") and before[0].lower not in ("de", "d'", "du", "et"):
                    return actor
        place = bisect_right(self.mention_starts, phrase.head.end - 1) - 1
        for mention in self.reading.mentions[max(place - 2, 0) : place + 1][::-1]:
            if mention.start < phrase.head.end and phrase.head.start < mention.end:
                if (
                    mention.start < phrase.start
                    and phrase.first.pos == "PROPN"
                    and phrase.last is not phrase.first
                ):
                    return None
                return self.actors.get(mention.actor)
        return None

    def actor_of(self, token: Token) -> Actor | None:
        """The actor whose mention holds a word."""
        place = bisect_right(self.mention_starts, token.start) - 1
        if place < 0 or self.reading.mentions[place].end < token.end:
            return None
        return self.actors.get(self.reading.mentions[place].actor)

    def speaker(self, phrase: Phrase | None, own: Speaker | None = None) -> Speaker | None:
        """The source that a phrase names; ``own`` is who speaks around it, for "je" and "nous". None where nobody can be named."""
        if phrase is None:
            return None
        low = phrase.head.lower
        if low in self.words.words("pronouns", "nobody") or low.startswith("-t-on"):
            return None
        if low in self.words.words("pronouns", "first"):
            return self._first_person(phrase, own)
        if low in self.words.words("pronouns", "second"):
            return self._unresolved(phrase)
        actor = self.actor_at(phrase)
        pronoun = self._agreement(low)
        if pronoun is not None and (actor is None or KIND_OF_ACTOR[actor.kind] not in BODIES):
            found = self._antecedent(phrase, *pronoun, but=own)
            speaker = self._unresolved(phrase) if found is None else _at(phrase, found)
        elif actor is not None and actor.kind is not ActorKind.PLACE:
            speaker = self._from_actor(phrase, actor)
        else:
            speaker = self._from_words(phrase)
        self._remember(phrase, speaker)
        return speaker

    def addressee(
        self, phrase: Phrase | None, own: Speaker | None = None, around: Speaker | None = None
    ) -> Addressee | None:
        """The person or body spoken to; ``own`` is who says it, ``around`` in whose quotation it is said."""
        if phrase is None:
            return None
        actor = self.actor_at(phrase)
        if actor is not None and not self._runs_on(phrase):
            return Addressee(start=phrase.start, end=phrase.end, name=actor.name, actor=actor.key)
        low = phrase.head.lower
        if low in ("lui", "leur", "l'", "le", "la", "les"):
            found = self._other_person(phrase, own) if low in ("lui", "l'", "le", "la") else None
            found = found or self._antecedent(phrase, None, low in ("leur", "les"), but=own)
            if found is None:
                return None
            return Addressee(start=phrase.start, end=phrase.end, name=found.name, actor=found.actor)
        if low in ("se", "s'"):
            return None
        if low in self.words.words("pronouns", "first") and low != "nous" and around is not None:
            return Addressee(start=phrase.start, end=phrase.end, name=around.name, actor=around.actor)
        name = self._long_name(phrase) or LEADING.sub("", self._text(phrase))
        common = phrase.head.text[0].islower()
        if common and (earlier := self._same_noun(phrase)) is not None:
            return Addressee(start=phrase.start, end=phrase.end, name=earlier.name, actor=earlier.actor)
        return Addressee(start=phrase.start, end=phrase.end, name=name)

    def _runs_on(self, phrase: Phrase) -> bool:
        """Whether a mention goes on after a phrase: the name finder joins "l'AFP Lise Aubin" in "a dit à l'AFP Lise Aubin"."""
        place = bisect_right(self.mention_starts, phrase.head.start) - 1
        return place >= 0 and self.reading.mentions[place].end > phrase.end

    def _other_person(self, phrase: Phrase, own: Speaker | None) -> Speaker | None:
        """The last person named before a pronoun who is not the speaker himself."""
        place = bisect_right(self.people_starts, phrase.start) - 1
        for entity in reversed(self.people[max(place - HISTORY, 0) : place + 1]):
            name = self.reading.text[entity.start : entity.end]
            name = self.full_names.get(name.split()[-1].lower(), name)
            if own is None or name.split()[-1].lower() != own.name.split()[-1].lower():
                return Speaker(start=entity.start, end=entity.end, name=name, kind=SpeakerKind.NAMED_PERSON)
        return None

    def _text(self, phrase: Phrase) -> str:
        return self.reading.text[phrase.start : phrase.end]

    def _first_person(self, phrase: Phrase, own: Speaker | None) -> Speaker | None:
        if own is not None:
            return _at(phrase, own)
        return self._unresolved(phrase)

    def _unresolved(self, phrase: Phrase) -> Speaker:
        """A pronoun that stands for nobody the article names: its own words, unnamed."""
        text = self._text(phrase)
        name = text.lstrip("-").removeprefix("t-")
        return Speaker(start=phrase.start, end=phrase.end, name=name, kind=SpeakerKind.ANONYMOUS, about=name)

    def _from_actor(self, phrase: Phrase, actor: Actor) -> Speaker:
        kind = KIND_OF_ACTOR[actor.kind]
        about = self._text(phrase) if kind is SpeakerKind.ANONYMOUS else None
        name = LEADING.sub("", about) or about if about else actor.name
        return Speaker(start=phrase.start, end=phrase.end, name=name, kind=kind, actor=actor.key, about=about)

    def _agreement(self, low: str) -> tuple[bool | None, bool] | None:
        """Gender (feminine or not) and number of a third-person pronoun; None of any other word."""
        for key, answer in (
            ("masculine_singular", (False, False)),
            ("feminine_singular", (True, False)),
            ("masculine_plural", (False, True)),
            ("feminine_plural", (True, True)),
        ):
            if low in self.words.words("pronouns", key):
                return answer
        return (None, False) if low == "-t" else None

    def _antecedent(
        self, phrase: Phrase, feminine: bool | None, plural: bool, but: Speaker | None = None
    ) -> Speaker | None:
        """The last source that agrees with a pronoun, else the last person named before it."""
        for heard in reversed(self.heard[-HISTORY:]):
            agrees = heard.feminine is None or feminine is None or heard.feminine is feminine
            printed = heard.speaker.kind in (SpeakerKind.MEDIA, SpeakerKind.DOCUMENT)
            agrees = agrees and not (printed and feminine is not heard.feminine)
            if agrees and heard.plural is plural and (but is None or heard.speaker.name != but.name):
                return heard.speaker
        if (found := self._subject_before(phrase, feminine, plural)) is not None and feminine is not None:
            return found
        if plural:
            return None
        place = bisect_right(self.people_starts, phrase.start) - 1
        if place >= 0:
            entity = self.people[place]
            name = self.reading.text[entity.start : entity.end]
            name = self.full_names.get(name.split()[-1].lower(), name)
            if but is None or name != but.name:
                return Speaker(start=entity.start, end=entity.end, name=name, kind=SpeakerKind.NAMED_PERSON)
        return None

    def _subject_before(self, phrase: Phrase, feminine: bool | None, plural: bool) -> Speaker | None:
        """The last subject that can speak and agrees: "La mairie est claire. …, a-t-elle écrit" gives the town hall."""
        number, gender = (
            ("Number=Plur" if plural else "Number=Sing"),
            "Gender=Fem" if feminine else "Gender=Masc",
        )
        for token in reversed(
            self.reading.tokens[max(phrase.first.index - SUBJECT_REACH, 0) : phrase.first.index]
        ):
            if token.pos == "PROPN" and not plural and token.dep.startswith("nsubj"):
                return None
            if token.pos != "NOUN" or not token.dep.startswith("nsubj") or number not in token.morph:
                continue
            if gender in token.morph and self._noun_kind(token) in ("institution", "person", "anonymous"):
                return self._from_words(Phrase(token, token, token))
        return None

    def _from_words(self, phrase: Phrase) -> Speaker:
        kind = self.kind(phrase)
        text = self._text(phrase)
        name = self._long_name(phrase) if kind is SpeakerKind.NAMED_PERSON else None
        if (
            kind is SpeakerKind.DOCUMENT
            and (outlet := self._media_in(phrase) or self._outlet_in(text)) is not None
        ):
            kind, name = SpeakerKind.MEDIA, outlet
        if kind is SpeakerKind.NAMED_PERSON and name is None:
            name = self._apposed(phrase)
        if name is None and kind in (SpeakerKind.NAMED_PERSON, SpeakerKind.DOCUMENT):
            earlier = self._same_noun(phrase)
            if earlier is not None:
                kind, name = earlier.kind, earlier.name
        about = text if kind is SpeakerKind.ANONYMOUS else None
        return Speaker(
            start=phrase.start,
            end=phrase.end,
            name=name or LEADING.sub("", text) or text,
            kind=kind,
            about=about,
        )

    def _long_name(self, phrase: Phrase) -> str | None:
        """The longest form of the name in a phrase: "M. Verdon" gives "Paul Verdon" where the article has it."""
        inside = [entity for entity in self._people_in(phrase.start, phrase.end) if entity[0] >= phrase.start]
        if inside:
            name = self.reading.text[inside[-1][0] : inside[-1][1]]
            return self.full_names.get(name.split()[-1].lower(), name)
        if phrase.head.text[0].isupper() or phrase.first.lower in TITLES:
            return self.full_names.get(phrase.last.lower)
        return None

    def _people_in(self, start: int, end: int) -> list[tuple[int, int]]:
        place = bisect_right(self.people_starts, end) - 1
        found = []
        while place >= 0 and self.people[place].start >= start:
            if self.people[place].end <= end:
                found.append((self.people[place].start, self.people[place].end))
            place -= 1
        return found[::-1]

    def _same_noun(self, phrase: Phrase) -> Speaker | None:
        """An earlier source that a definite noun takes up: "le communiqué", "le maire", "ce dernier"."""
        if phrase.first.lower not in DEFINITE:
            return None
        noun = phrase.head.lower
        if noun in ("dernier", "dernière", "intéressé", "intéressée"):
            return self.heard[-1].speaker if self.heard else self._other_person(phrase, None)
        own = {
            token.lower
            for token in self.reading.tokens[phrase.first.index : phrase.last.index + 1]
            if token.pos in ("NOUN", "PROPN", "ADJ") and token is not phrase.head
        }
        for heard in reversed(self.heard[-4 * HISTORY :]):
            words = heard.definite_noun.split()
            if noun in words and own <= {*words, "même", "mêmes"}:
                return heard.speaker
        return self._by_role(phrase)

    def _by_role(self, phrase: Phrase) -> Speaker | None:
        """The last person whom the article gave this role: "Ana Roux, maire de Tarque, … La maire …"."""
        noun = phrase.head.lower
        tokens = self.reading.tokens
        place = bisect_right(self.people_starts, phrase.start) - 1
        for entity in reversed(self.people[max(place - HISTORY, 0) : place + 1]):
            near = tokens[max(entity.first - 6, 0) : entity.first] + tokens[entity.last : entity.last + 6]
            if any(token.lower == noun for token in near if token.end <= phrase.start):
                name = self.reading.text[entity.start : entity.end]
                name = self.full_names.get(name.split()[-1].lower(), name)
                return Speaker(start=entity.start, end=entity.end, name=name, kind=SpeakerKind.NAMED_PERSON)
        return None

    def _apposed(self, phrase: Phrase) -> str | None:
        """The name that follows an office: "sa présidente, Lise Aubin", "leur chef, le commandant Paul Orsk"."""
        place = bisect_right(self.people_starts, phrase.end)
        if place >= len(self.people):
            return None
        entity = self.people[place]
        between = self.reading.text[phrase.end : entity.start]
        if not APPOSED.fullmatch(between[:MAX_APPOSED]) or len(between) > MAX_APPOSED:
            return None
        return self.reading.text[entity.start : entity.end]

    def _media_in(self, phrase: Phrase) -> str | None:
        """The outlet that made a document: "une enquête du Courrier" where the article has such an outlet."""
        place = bisect_right(self.mention_starts, phrase.end - 1) - 1
        while place >= 0 and self.mention_starts[place] > phrase.head.start:
            actor = self.actors.get(self.reading.mentions[place].actor)
            if actor is not None and actor.kind is ActorKind.MEDIA:
                return actor.name
            place -= 1
        return None

    def _outlet_in(self, text: str) -> str | None:
        low = " " + LEADING.sub("", text).lower() + " "
        found = [
            name
            for name in self.words.words("outlets", "names")
            if f" {name.lower()} " in low or f"'{name.lower()} " in low
        ]
        return max(sorted(found), key=len) if found else None

    def kind(self, phrase: Phrase) -> SpeakerKind:
        """What kind of source a phrase names, by its noun, then by what the name finder made of it."""
        head, text = phrase.head, self._text(phrase)
        noun = self._noun_kind(head)
        people = self._people_in(phrase.start, phrase.end)
        bare = LEADING.sub("", text).lower()
        if bare in self.outlets or text.lower() in self.outlets or text.split()[-1] in self.outlet_ends:
            return SpeakerKind.MEDIA
        if noun == "media" and not people:
            return SpeakerKind.MEDIA
        if noun == "document":
            return SpeakerKind.DOCUMENT
        if phrase.first.lower in TITLES or (people and noun not in ("institution", "document")):
            return SpeakerKind.NAMED_PERSON
        if (
            head.lower in self.words.words("voices", "nouns")
            and phrase.last is not head
            and "un" in phrase.first.lower
        ):
            return SpeakerKind.INSTITUTION
        if noun in ("person", "anonymous"):
            return self._person_or_unnamed(phrase, noun)
        if noun == "institution":
            return SpeakerKind.INSTITUTION
        label = self.labels.get(head.index)
        if label == "ORG" and self._is_joined_name(phrase):
            return SpeakerKind.NAMED_PERSON
        if label == "PER" or (
            head.pos == "PROPN" and label is None and not head.text.isupper() and phrase.first is head
        ):
            return SpeakerKind.NAMED_PERSON
        if label in ("ORG", "LOC") or head.pos in ("PROPN", "X"):
            return SpeakerKind.INSTITUTION
        return SpeakerKind.ANONYMOUS

    def _is_joined_name(self, phrase: Phrase) -> bool:
        """Whether a name of two words was joined to the outlet before it: "a dit à l'AFP Lise Aubin"."""
        before = self.reading.tokens[phrase.first.index - 1] if phrase.first.index else None
        joined = before is not None and self.labels.get(before.index) == "ORG" and before.text.isupper()
        return joined and phrase.last is not phrase.first and not phrase.head.text.isupper()

    def is_source(self, phrase: Phrase | None) -> bool:
        """Whether a phrase names somebody or something that can speak: "la cloche annonce la fin" reports nothing."""
        if phrase is None or phrase.head.pos in ("PRON", "PROPN", "X") or phrase.head.text[0].isupper():
            return True
        if self._agreement(phrase.head.lower) is not None or self._noun_kind(phrase.head) is not None:
            return True
        if phrase.head.lower.endswith(tuple(sorted(self.words.words("people", "endings")))):
            return True
        actor = self.actor_at(phrase)
        return actor is not None and actor.kind is not ActorKind.PLACE

    def _noun_kind(self, head: Token) -> str | None:
        for form in (head.lower, head.lemma.lower(), head.lower.rstrip("s")):
            for kind in ("document", "media", "institution", "person", "anonymous"):
                if form in self.kinds[kind]:
                    return kind
        return None

    def _person_or_unnamed(self, phrase: Phrase, noun: str) -> SpeakerKind:
        """An office held by one person is that person ("le préfet"); "un diplomate", "des élus" are unnamed."""
        one = phrase.first.lower in DEFINITE and not phrase.head.lower.endswith("s")
        return SpeakerKind.NAMED_PERSON if one and noun == "person" else SpeakerKind.ANONYMOUS

    def _remember(self, phrase: Phrase, speaker: Speaker) -> None:
        words = [token.lower for token in self.reading.tokens[phrase.first.index : phrase.last.index + 1]]
        feminine: bool | None = None
        agreement = self._agreement(words[0]) if len(words) == 1 else None
        if agreement is not None:
            feminine = agreement[0]
        elif set(words) & FEMININE or ("Gender=Fem" in phrase.head.morph and phrase.head.pos == "NOUN"):
            feminine = True
        elif set(words) & MASCULINE or ("Gender=Masc" in phrase.head.morph and phrase.head.pos == "NOUN"):
            feminine = False
        plural = words[0] in ("les", "des", "ces", "plusieurs", "deux", "trois", "certains") or (
            agreement is not None and agreement[1]
        )
        if agreement is not None or (
            self.heard and self.heard[-1].speaker.name == speaker.name and feminine is None
        ):
            return
        nouns = " ".join(words)
        self.heard.append(Heard(speaker, feminine, plural, nouns))


def _at(phrase: Phrase, speaker: Speaker) -> Speaker:
    """The same source, named by other words."""
    return Speaker(
        start=phrase.start,
        end=phrase.end,
        name=speaker.name,
        kind=speaker.kind,
        actor=speaker.actor,
        about=speaker.about,
    )
