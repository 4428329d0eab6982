"""For whom an actor acts where ISO 3166 has no code for the country: the countries of a dossier by name, and who belongs to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from recoupe.annotate.actors.lexicon import Lexicon, pieces
from recoupe.annotate.actors.small_words import small_words
from recoupe.annotate.actors.sounds import sound
from recoupe.annotate.actors.unlisted import demonyms
from recoupe.crosscheck.sketches import Sketch
from recoupe.model import Actor, ActorKind

Member = tuple[str, str]

_WITH_SIDE = frozenset(
    [
        ActorKind.PERSON,
        ActorKind.GOVERNMENT,
        ActorKind.INSTITUTION,
        ActorKind.ANONYMOUS,
        ActorKind.COLLECTIVE,
        ActorKind.DOCUMENT,
    ]
)
_MAYBE_COUNTRY = frozenset(
    [ActorKind.COUNTRY, ActorKind.PLACE, ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.PERSON]
)


@lru_cache(maxsize=50_000)
def country_sound(name: str) -> str:
    """A country's name without accents, freedoms of spelling and the ending: "Saldovie", "Saldovia" and "Saldovie" are one.

    The endings -ie and -ia are the French and the English one of the same names.
    """
    heard = "".join(sound(word) for word in pieces(name))
    return heard[:-1] if heard.endswith(("ia", "ie")) else heard


class Sides:
    """The countries without a code that some article of the dossier shows to be one, by their sound."""

    def __init__(self, sketches: Sequence[Sketch]):
        self._names: dict[str, Counter[str]] = {}
        self._keys: dict[Member, str] = {}
        for sketch in sketches:
            for actor in sketch.actors:
                if actor.kind is ActorKind.COUNTRY and actor.country is None:
                    heard = country_sound(actor.name)
                    self._names.setdefault(heard, Counter())[actor.name] += 1
                    self._keys[(sketch.id, actor.key)] = heard
        self._adjectives = self._all_adjectives()

    def _all_adjectives(self) -> dict[str, str]:
        """The countries by their names and adjectives, without those that two might claim."""
        found: dict[str, set[str]] = {}
        for heard, names in self._names.items():
            for name in names:
                folded = " ".join(pieces(name))
                for form in (*demonyms(folded), folded):
                    found.setdefault(form, set()).add(heard)
        return {form: next(iter(heard)) for form, heard in found.items() if len(heard) == 1}

    def country(self, actor: Actor) -> str | None:
        """The sound of the country that an actor is, None where it is none: a name without a kind of its own takes
        that of the country of the same name ("Saldovie" taken for a town in one article)."""
        name = actor.name
        if actor.country is not None or actor.kind not in _MAYBE_COUNTRY or not name[:1].isupper():
            return None
        heard = country_sound(name)
        return heard if heard in self._names and len(pieces(name)) <= 3 else None

    def side(self, article: str, actor: Actor) -> str | None:
        """The sound of the country for which an actor acts, by its article or by the words of its name and office."""
        if actor.acts_for is not None:
            return self._keys.get((article, actor.acts_for))
        if actor.country is not None or actor.kind not in _WITH_SIDE:
            return None
        told = {self._adjectives[word] for word in pieces(actor.name) if word in self._adjectives}
        if actor.office is not None:
            told.update(self._adjectives[word] for word in pieces(actor.office) if word in self._adjectives)
        return told.pop() if len(told) == 1 else None

    def common(self, members: Iterable[tuple[str, Actor]]) -> str | None:
        """The side that most articles give an actor, None where none does."""
        found = [side for article, actor in members if (side := self.side(article, actor))]
        if len(found) < 2:
            return found[0] if found else None
        counts = Counter(found)
        return min(counts, key=lambda side: (-counts[side], side))

    def office_words(self, actor: Actor, known: Lexicon) -> frozenset[str]:
        """The words of an actor's office without gender, country and small words: "Première ministre saldovienne" is
        premier, ministre."""
        words = [
            word
            for word in pieces(actor.office or "")
            if word not in self._adjectives
            and not _names_country(word, known)
            and word not in small_words(known.language).newly
        ]
        for size in range(len(words), 0, -1):
            title = known.same_title.get(" ".join(words[:size]))
            if title is not None:
                words = [*title.split(), *words[size:]]
                break
        return frozenset(
            word.removesuffix("e") for word in words if word not in small_words(known.language).unheard
        )


def _names_country(word: str, known: Lexicon) -> bool:
    return any(name.country is not None for name in known.names.values((word,)))
