"""The tables of countries, bodies, titles and offices, made ready for looking words up.

Words are compared folded: lower case, without accents, ``œ`` as ``oe``. A name is a sequence of folded words, kept
under its first one, so that finding the longest name that starts at a word costs one look-up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

from recoupe.languages import word_list
from recoupe.model import ActorKind

_PIECE = re.compile(r"[^\W_]+")
_ARTICLES = {"le": ("le", "du", "au"), "la": ("la",), "les": ("les", "des", "aux"), "l": ("l",)}
T = TypeVar("T")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word in lower case, without accents and ligatures; one code point may become two."""
    if word.isascii():
        return word.lower()
    plain = word.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def pieces(name: str) -> tuple[str, ...]:
    """The folded words of a name, parted at blanks, hyphens, apostrophes and points: "Tel-Aviv" has two."""
    return tuple(fold(word) for word in _PIECE.findall(name))


@lru_cache(maxsize=50_000)
def slug(words: str) -> str:
    """A readable key: folded words joined by hyphens, at most 80 characters."""
    return "-".join(pieces(words))[:80].strip("-")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the tables: what is shown, kind, country code, role ("country", "capital", "house", "body", "place"), gender."""

    name: str
    kind: ActorKind
    country: str | None
    role: str
    gender: str = ""
    forms: tuple[str, ...] = ()
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that names who acts: its tables ("offices", "sources", ...), gender ("m", "f", ""), whether plural, its singular,
    whether it ends in -é or -ée, which tells it from another word ("retraité"), whether its plural is written alike ("ONG")."""

    tables: frozenset[str]
    gender: str
    plural: bool
    lemma: str
    accented: bool = False
    same: bool = False


class Phrases(Generic[T]):
    """Sequences of folded words with one or more values each; ``at`` gives the longest that start at a place first."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], list[T]] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}

    def add(self, words: tuple[str, ...], value: T) -> None:
        if words:
            self._values.setdefault(words, []).append(value)
            self._sizes[words[0]] = tuple(sorted({*self._sizes.get(words[0], ()), len(words)}, reverse=True))

    @property
    def firsts(self) -> Collection[str]:
        """The words that some sequence starts with."""
        return self._sizes.keys()

    def at(self, folds: list[str], index: int) -> Iterator[tuple[int, T]]:
        """The (length, value) of each sequence that starts at ``index``, longest first."""
        for size in self._sizes.get(folds[index], ()):
            for value in self._values.get(tuple(folds[index : index + size]), ()):
                yield size, value

    def values(self, words: tuple[str, ...]) -> list[T]:
        return self._values.get(words, [])


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office of a country or body, from when to when; ``office`` is the folded title.

    ``since`` and ``until`` are ISO 8601 dates to the day, month or year; ``until`` is no day of the term, and empty where it goes on.
    """

    country: str
    title: str
    name: str
    since: str
    until: str
    office: str

    def holds(self, earliest: str, latest: str) -> bool:
        """Whether the term surely holds every day from ``earliest`` to ``latest``: a first month or year that is not known
        to the day is no part of it."""
        begun = self.since if len(self.since) == len("2000-01-01") else f"{self.since}-99"
        return begun <= earliest and (not self.until or latest < self.until)


@dataclass(slots=True)
class Lexicon:
    """All tables of one language."""

    language: str
    names: Phrases[Name] = field(default_factory=Phrases)
    nouns: Phrases[Noun] = field(default_factory=Phrases)
    countries: dict[str, Name] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    civility: dict[str, str] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    weak_nouns: frozenset[str] = frozenset()
    capital_only: frozenset[str] = frozenset()
    group_nouns: frozenset[str] = frozenset()
    seats: dict[str, str] = field(default_factory=dict)
    no_family_names: frozenset[str] = frozenset()
    professions: dict[str, str] = field(default_factory=dict)
    same_title: dict[str, str] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()
    heads: tuple[Holder, ...] = ()

    def office_title(self, title: str) -> str:
        """The common name of an office, both folded: "chanceliere" is "chancelier"."""
        return self.same_title.get(title, title)

    def holder(self, title: str, country: str, earliest: str | None, latest: str | None) -> str | None:
        """Who held the office on every day from ``earliest`` to ``latest``; None where that is not one person."""
        found = {h.name for h in self.holders_of(title, earliest, latest) if h.country == country}
        return found.pop() if len(found) == 1 else None

    def holders_of(self, title: str, earliest: str | None, latest: str | None) -> list[Holder]:
        """The terms of an office, in whatever country, that hold every day from ``earliest`` to ``latest``; none without dates."""
        if earliest is None or latest is None:
            return []
        return [h for h in self.holders if h.office == title and h.holds(earliest, latest)]

    def head_of_body(self, title: str, body: str, earliest: str | None, latest: str | None) -> str | None:
        """Who headed a body ("ONU") on every day from ``earliest`` to ``latest``; None where that is not one person."""
        if earliest is None or latest is None:
            return None
        found = {
            h.name for h in self.heads if (h.office, h.country) == (title, body) and h.holds(earliest, latest)
        }
        return found.pop() if len(found) == 1 else None


@cache
def lexicon(language: str) -> Lexicon:
    """The tables of a language, read once a process; a language without tables has an empty lexicon."""
    found = Lexicon(language)
    countries = word_list(language, "countries")
    if language == "fr":
        _add_french_countries(found, countries)
    else:
        _add_english_countries(found, countries)
    for place in countries.get("regions", {}).get("places", ()):
        found.names.add(pieces(place), Name(place, ActorKind.PLACE, None, "place", forms=_words(place)))
    _add_organisations(found, word_list(language, "organisations"))
    if language != "fr":
        _add_organisations(found, {"media": word_list("fr", "organisations").get("media", [])})
    takers = word_list(language, "taken_up").get("takers", {}) if language == "fr" else {}
    nouns = [noun for _, words in takers.values() for noun in words]
    _add_titles(found, {**word_list(language, "titles"), "takers": {"nouns": nouns}})
    offices = word_list(language, "offices")
    found.same_title = {
        _plain(title): _plain(other) for title, other in offices.get("same_title", {}).items()
    }
    found.holders, found.heads = (
        tuple(
            Holder(row[0], row[1], row[2], row[3], row[4], _plain(row[1]))
            for row in word_list("fr", "offices").get(table, ())
        )
        for table in ("holders", "bodies")
    )
    return found


def _plain(title: str) -> str:
    return " ".join(pieces(title))


def _words(name: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(name))


def _add_french_countries(found: Lexicon, tables: dict[str, Any]) -> None:
    for code, (names, gender, adjective, capital) in sorted(tables.get("countries", {}).items()):
        _add_country(found, code, names, gender, capital)
        for form in _split(adjective):
            for inflected in (form, form if form.endswith(("s", "x")) else form + "s"):
                _add_adjective(found, inflected, code)


def _add_english_countries(found: Lexicon, tables: dict[str, Any]) -> None:
    for code, (names, adjective, capital) in sorted(tables.get("countries", {}).items()):
        _add_country(found, code, names, "", capital)
        for form in _split(adjective):
            for inflected in (form, form if form.endswith(("s", "h", "e")) else form + "s"):
                _add_adjective(found, inflected, code)


def _add_adjective(found: Lexicon, form: str, code: str) -> None:
    shown = found.countries[code].name
    found.names.add(pieces(form), Name(shown, ActorKind.COUNTRY, code, "adjective"))


def _split(alternatives: str) -> list[str]:
    return [part for part in alternatives.split("|") if part]


def _add_country(found: Lexicon, code: str, names: str, gender: str, capital: str) -> None:
    shown = _split(names)[0]
    for number, name in enumerate(_split(names)):
        entry = Name(shown, ActorKind.COUNTRY, code, "country", gender if number == 0 else "", _words(name))
        found.countries.setdefault(code, entry)
        found.names.add(pieces(name), entry)
    for city in _split(capital):
        _add_articled(found, city, Name(city, ActorKind.PLACE, code, "capital", "m"))


def _add_articled(found: Lexicon, name: str, entry: Name) -> None:
    """Add a name; one with an article of its own is also met contracted ("Le Caire", "au Caire", "du Figaro")."""
    words, folded = _words(name), pieces(name)
    for article in _ARTICLES.get(folded[0], ()) if len(folded) > 1 else ():
        skip = 0 if article == folded[0] else 1
        found.names.add(
            (article, *folded[1:]),
            Name(entry.name, entry.kind, entry.country, entry.role, entry.gender, ("", *words[1:]), skip),
        )
    if len(folded) == 1 or folded[0] not in _ARTICLES:
        found.names.add(folded, Name(entry.name, entry.kind, entry.country, entry.role, entry.gender, words))


_TABLE_KINDS = {
    "houses": (ActorKind.INSTITUTION, "house"),
    "institutions": (ActorKind.INSTITUTION, "body"),
    "organisations": (ActorKind.ORGANISATION, "body"),
    "armed_groups": (ActorKind.ARMED_GROUP, "body"),
    "media": (ActorKind.MEDIA, "body"),
    "platforms": (ActorKind.ORGANISATION, "platform"),
    "decorations": (ActorKind.ORGANISATION, "thing"),
}


def _add_organisations(found: Lexicon, tables: dict[str, Any]) -> None:
    found.seats.update((slug(city), body) for city, body in tables.get("seats", ()))
    for table, (kind, role) in _TABLE_KINDS.items():
        for names, country in tables.get(table, ()):
            shown = _split(names)[0]
            for name in _split(names):
                _add_articled(found, name, Name(shown, kind, country or None, role))


def _add_titles(found: Lexicon, tables: dict[str, Any]) -> None:
    for gender in ("m", "f", "both"):
        for title in tables.get("civility", {}).get(gender, ()):
            found.civility[fold(title)] = gender if gender != "both" else ""
    found.professions = {
        fold(title): _plain(noun) for title, noun in tables.get("civility", {}).get("professions", {}).items()
    }
    nouns: dict[tuple[str, ...], tuple[set[str], str, bool, str, bool]] = {}
    for table, words in _noun_tables(tables):
        for word in words:
            _add_noun(nouns, table, word)
    unchanging = {form for form, row in nouns.items() if not row[2] and _unchanging(form)}
    for form, (names, gender, many, lemma, accented) in nouns.items():
        found.nouns.add(form, Noun(frozenset(names), gender, many, lemma, accented, form in unchanging))
    for gender, words in sorted(tables.get("given_names", {}).items()):
        for word in words.split():
            found.given[fold(word)] = "" if fold(word) in found.given else gender
    found.particles = frozenset(tables.get("particles", {}).get("words", ()))
    found.no_names = frozenset(fold(word) for word in tables.get("no_names", {}).get("words", ()))
    weak = (*tables.get("documents", {}).get("weak", ()), *tables.get("common", {}).get("nouns", ()))
    found.capital_only = frozenset(fold(word) for word in tables.get("capital_only", {}).get("words", ()))
    found.weak_nouns = frozenset(_plain(word) for word in weak)
    found.group_nouns = frozenset(_plain(word) for word in tables.get("groups", {}).get("nouns", ()))
    found.no_family_names = frozenset(form[0] for form, row in nouns.items() if "people" not in row[0])


def _noun_tables(tables: dict[str, Any]) -> Iterator[tuple[str, Iterable[str]]]:
    for table in ("offices", "roles", "sources", "collectives", "documents", "opposites", "takers"):
        yield table, tables.get(table, {}).get("nouns", ())
    for table, others in (("people", ("roles", "collectives")), ("relations", ("roles",))):
        for each in (table, *others):
            yield each, tables.get(table, {}).get("nouns", ())
    for kind, words in sorted(tables.get("bodies", {}).items()):
        yield f"bodies.{kind}", words


def _add_noun(
    nouns: dict[tuple[str, ...], tuple[set[str], str, bool, str, bool]], table: str, word: str
) -> None:
    parts = word.split("|")
    for number, singular in enumerate(parts):
        gender = "" if len(parts) == 1 else "mf"[number]
        lemma = _plain(parts[0])
        for form, many in ((pieces(singular), False), (plural(pieces(singular)), True)):
            accented = singular.endswith(("é", "ée"))
            known = nouns.setdefault(form, (set(), gender, many, lemma, accented))
            known[0].add(table)
            if gender and not known[1]:
                nouns[form] = (known[0], gender, *known[2:])


def _unchanging(form: tuple[str, ...]) -> bool:
    """Whether the plural of a noun is written as its singular: "fils", and "ONG" as every noun of capitals."""
    return plural(form) == form or form[0] in _plurals()["capitals"]


def plural(words: tuple[str, ...]) -> tuple[str, ...]:
    """The plural of a noun phrase: every word up to a preposition takes it ("chef d'état-major", "chefs d'état-major")."""
    found: list[str] = []
    for number, word in enumerate(words):
        if word in _plurals()["after"]:
            return (*found, *words[number:])
        found.append(_plural_word(word))
    return tuple(found)


@cache
def _plurals() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in word_list("fr", "titles")["plurals"].items()}


def _plural_word(word: str) -> str:
    if word in _plurals()["unchanged"] or word in _plurals()["capitals"]:
        return word
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al") and len(word) > 3:
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) and word != "bleu" else "s")
