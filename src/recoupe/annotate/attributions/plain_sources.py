"""Who speaks in English that is read without a parser: noun phrases around a verb of saying, their kind and their name."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from recoupe.annotate.attributions.plain_words import PlainLexicon, Word
from recoupe.annotate.attributions.speakers import KIND_OF_ACTOR
from recoupe.annotate.reading import Reading
from recoupe.model import Actor, ActorKind, Addressee, Speaker, SpeakerKind

MAX_PHRASE = 24
ARTICLES = frozenset({"the", "a", "an"})


def phrase_before(
    words: list[Word], place: int, lexicon: PlainLexicon, *, relative: bool = False
) -> tuple[int, int] | None:
    """The subject that ends before a place: "A guard, who asked not to be named, said" gives "A guard"."""
    end = place
    if end and words[end - 1].text == ",":
        comma = next(
            (
                i
                for i in range(end - 2, max(end - MAX_PHRASE, 0), -1)
                if words[i].text == "," or words[i].quote >= 0
            ),
            None,
        )
        if comma is None or words[comma].quote >= 0:
            return None
        end = comma
    begin = end
    bounds = lexicon.words("clause", "bounds") | lexicon.words("clause", "relatives")
    while begin and end - begin < MAX_PHRASE:
        word = words[begin - 1]
        if (
            word.quote >= 0
            or word.text in ',;:()—–!?"'
            or (word.lower in bounds and not _joins_names(words, begin - 1))
        ):
            break
        begin -= 1
    if begin and words[begin - 1].lower in lexicon.words("clause", "relatives"):
        return None if relative else phrase_before(words, begin - 1, lexicon, relative=True)
    return (begin, end) if begin < end else None


def _joins_names(words: list[Word], place: int) -> bool:
    """Whether "and" joins two names: "Ada Pell and Tom Orsk said"."""
    return (
        words[place].lower == "and"
        and 0 < place < len(words) - 1
        and words[place - 1].text[0].isupper()
        and words[place + 1].text[0].isupper()
    )


def phrase_after(words: list[Word], place: int, lexicon: PlainLexicon) -> tuple[int, int] | None:
    """The noun phrase that begins at a place, up to a comma, a mark or a circumstance: "a clerk at the court"."""
    end = place
    stops = lexicon.words("clause", "circumstances") - {"in", "to", "with", "from", "at"}
    while end < len(words) and end - place < MAX_PHRASE:
        word = words[end]
        low = word.lower
        if word.quote >= 0 or word.text in ',;:()—–!?"' or (low in stops and end > place):
            break
        if word.text == "." and words[end - 1].lower not in lexicon.words("abbreviations", "words"):
            break
        if low in lexicon.words("clause", "bounds") and not _joins_names(words, end) and end > place:
            break
        if (
            low in ("in", "at", "with", "from", "to")
            and end > place
            and not _described(words[place:end], lexicon)
        ):
            break
        end += 1
    return (place, end) if end > place else None


def _described(words: list[Word], lexicon: PlainLexicon) -> bool:
    """Whether what follows tells an unnamed source: "a source in the ministry", not "Ada Pell in a speech"."""
    return any(word.lower in lexicon.words("kinds", "anonymous") for word in words)


@dataclass(slots=True)
class PlainSources:
    """The sources of one article as they come: for pronouns, and for last names after a full name."""

    reading: Reading
    lexicon: PlainLexicon
    starts: list[int] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    full_names: dict[str, str] = field(default_factory=dict)
    person: Speaker | None = None
    body: Speaker | None = None
    last: Speaker | None = None

    def __post_init__(self) -> None:
        self.starts = [mention.start for mention in self.reading.mentions]
        self.actors = {actor.key: actor for actor in self.reading.actors}
        self.people = {
            actor.name.split()[-1]: actor
            for actor in self.reading.actors
            if actor.kind is ActorKind.PERSON and actor.name.split()
        }

    def speaker(self, words: list[Word]) -> Speaker | None:
        """The source that words name; None of "we", "everyone" and other words that name nobody."""
        low = words[0].lower
        if len(words) == 1 and low in self.lexicon.words("pronouns", "nobody"):
            return None
        start, end = words[0].start, words[-1].end
        text = self.reading.text[start:end]
        for key, heard in (("person", self.person), ("body", self.body or self.last)):
            if len(words) == 1 and low in self.lexicon.words("pronouns", key):
                if heard is None:
                    return Speaker(start=start, end=end, name=text, kind=SpeakerKind.ANONYMOUS, about=text)
                return Speaker(
                    start=start,
                    end=end,
                    name=heard.name,
                    kind=heard.kind,
                    actor=heard.actor,
                    about=heard.about,
                )
        kind, name, actor = self._named(words)
        about = text if kind is SpeakerKind.ANONYMOUS else None
        found = Speaker(
            start=start, end=end, name=name, kind=kind, actor=actor.key if actor else None, about=about
        )
        if kind in (SpeakerKind.NAMED_PERSON, SpeakerKind.ANONYMOUS):
            self.person = found
        else:
            self.body = found
        self.last = found
        return found

    def addressee(self, words: list[Word]) -> Addressee:
        """Whom the words name."""
        _, name, actor = self._named(words)
        return Addressee(
            start=words[0].start, end=words[-1].end, name=name, actor=actor.key if actor else None
        )

    def _named(self, words: list[Word]) -> tuple[SpeakerKind, str, Actor | None]:
        """Kind, name and actor of a noun phrase: its actor where the article has one, else by its noun and its capitals."""
        name = self._name(words)
        actor = self.people.get(name[-1]) if name else None
        actor = actor or self._actor(words)
        kind = self._kind(words, name)
        if actor is not None and kind is not SpeakerKind.ANONYMOUS:
            return KIND_OF_ACTOR[actor.kind], actor.name, actor
        if kind is SpeakerKind.NAMED_PERSON and name:
            return kind, self._full(name), None
        titled = kind is SpeakerKind.MEDIA and words[0].text == "The"
        return kind, " ".join(("The", *name)) if titled else self._bare(words), None

    def _actor(self, words: list[Word]) -> Actor | None:
        """The actor of the last mention that ends where the phrase ends, places left out."""
        place = bisect_left(self.starts, words[-1].end) - 1
        while place >= 0 and self.starts[place] >= words[0].start:
            mention = self.reading.mentions[place]
            actor = self.actors.get(mention.actor)
            if actor is not None and mention.end == words[-1].end and actor.kind is not ActorKind.PLACE:
                return actor
            place -= 1
        return None

    def _name(self, words: list[Word]) -> list[str]:
        """The capitalised words that a phrase ends with: "Defense Secretary Paul Orsk" gives all four."""
        found: list[str] = []
        for word in reversed(words):
            if not word.text[0].isupper() or word.lower in ARTICLES:
                break
            found.insert(0, word.text)
        return found

    def _full(self, name: list[str]) -> str:
        """The full name: offices left off, a last name completed from before ("Mr. Orsk" after "Paul Orsk")."""
        offices = self.lexicon.words("kinds", "person") | self.lexicon.words("abbreviations", "words")
        for place in range(len(name) - 1, -1, -1):
            if name[place].lower() in offices:
                name = name[place + 1 :] or name
                break
        if len(name) > 1:
            self.full_names[name[-1]] = " ".join(name)
        return self.full_names.get(name[-1], " ".join(name))

    def _bare(self, words: list[Word]) -> str:
        begin = 1 if words[0].lower in ARTICLES and len(words) > 1 else 0
        return self.reading.text[words[begin].start : words[-1].end]

    def _kind(self, words: list[Word], name: list[str]) -> SpeakerKind:
        """The kind of source: "two people close to the talks" are unnamed, "Secretary Paul Orsk" is a person."""
        text = " ".join(word.text for word in words if word.lower not in ARTICLES)
        if text in self.lexicon.words("outlets", "names") or (
            name and name[-1] in self.lexicon.words("outlets", "endings")
        ):
            return SpeakerKind.MEDIA
        head = next((i for i, word in enumerate(words) if i and word.lower in ("of", "in", "at", "for", "from", "close", "on", "with")), len(words))  # fmt: skip
        nouns = [word.lower for word in words[:head]]
        noun = next((low for low in reversed(nouns) if self._noun(low)), None)
        kind = self._noun(noun) if noun else None
        indefinite = words[0].lower not in ARTICLES - {"a", "an"} and words[0].text[0].islower()
        if len(name) >= 2 and kind in (None, "person", "anonymous"):
            return SpeakerKind.NAMED_PERSON
        if kind == "person":
            unnamed = (words[0].lower in ("a", "an") or indefinite) and not name
            return SpeakerKind.ANONYMOUS if unnamed else SpeakerKind.NAMED_PERSON
        if kind is not None:
            return SpeakerKind(kind)
        if len(name) == 1 and name[0] in self.full_names:
            return SpeakerKind.NAMED_PERSON
        return SpeakerKind.INSTITUTION if name else SpeakerKind.ANONYMOUS

    def _noun(self, low: str) -> str | None:
        for kind in ("anonymous", "document", "institution", "media", "person"):
            if low in self.lexicon.words("kinds", kind):
                return kind
        return None
