"""Which actors of different articles are one.

Countries and bodies join by name, persons by full name, a family name alone only where it is one person's. Sources
without a name never join, unless the same words come through the same relay. The order of the articles changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeVar

from recoupe.annotate.actors.lexicon import Lexicon, lexicon, pieces, slug
from recoupe.annotate.actors.offices import terms_by_sound
from recoupe.annotate.actors.small_words import small_words
from recoupe.annotate.actors.sounds import sounds
from recoupe.crosscheck.judged.regrouping import Regrouping
from recoupe.crosscheck.sides import Sides, country_sound
from recoupe.crosscheck.sketches import Named, Sketch
from recoupe.languages import word_list
from recoupe.model import Actor, ActorKind, Office, Published

Member = tuple[str, str]
Group = tuple[str, ...]
Value = TypeVar("Value", bound=str)
DIGEST_DIGITS = 6
RARE_ARTICLES = 12
SHARED_NAMES = 2  # of two articles in which one title is one holder's

_LEADING_ARTICLE = re.compile(r"^(?:the|le|la|les|l)-(?=.)")
_PLACE_KINDS = frozenset([ActorKind.PLACE, ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.MEDIA])
_NAMED_KINDS = frozenset([ActorKind.COUNTRY, ActorKind.PERSON, ActorKind.MEDIA])
_BODIES = frozenset(
    [
        ActorKind.GOVERNMENT,
        ActorKind.INSTITUTION,
        ActorKind.ORGANISATION,
        ActorKind.ARMED_GROUP,
        ActorKind.MEDIA,
        ActorKind.COLLECTIVE,
    ]
)


@dataclass(frozen=True)
class JoinedActor:
    """One actor of the account: its key, the name shown, kind, country, offices, every form met (most frequent first), members.

    ``acts_for`` is the account key of the country for which it acts, where ISO 3166 has no code for that country.
    """

    key: str
    name: str
    kind: ActorKind
    names: tuple[str, ...]
    country: str | None
    offices: tuple[Office, ...]
    members: tuple[Member, ...]
    acts_for: str | None = None


@dataclass(frozen=True)
class Candidate:
    """Two actors of the account that may be the same person, and why: a key of the table [doubt] of ``account.toml``."""

    first: str
    second: str
    because: str


@dataclass(frozen=True)
class Identities:
    """The actors of the account by key, the account key of each article's actor, and the doubtful pairs."""

    actors: Mapping[str, JoinedActor]
    keys: Mapping[Member, str]
    candidates: tuple[Candidate, ...] = ()

    def doubts(self) -> dict[str, list[tuple[str, str]]]:
        """By actor, those that may be the same person, in alphabetical order, and why each."""
        found: dict[str, list[tuple[str, str]]] = {}
        for candidate in self.candidates:
            found.setdefault(candidate.first, []).append((candidate.second, candidate.because))
            found.setdefault(candidate.second, []).append((candidate.first, candidate.because))
        return {key: sorted(others) for key, others in found.items()}

    def key(self, article: str, actor: str) -> str:
        """The account key of an article's actor; KeyError where the article has no such actor."""
        return self.keys[(article, actor)]

    def actor(self, article: str, actor: str) -> JoinedActor:
        """The account's actor for an article's; KeyError where the article has no such actor."""
        return self.actors[self.keys[(article, actor)]]


@dataclass
class _Person:
    """A person of one article, as far as joining needs it."""

    member: Member
    actor: Actor
    heard: tuple[str, ...]
    named: bool
    month: str
    published: Published
    side: str | None = None
    office: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    group: Group = field(default=())


def join_actors(
    sketches: Sequence[Sketch],
    published: Mapping[str, Published],
    regrouping: Regrouping | None = None,
) -> Identities:
    """Join the actors of the articles; ``regrouping`` are those that a person has joined or parted.

    ``published`` gives each article's date by its id (the article's own where it is missing). Doubtful pairs of persons
    are kept apart and listed as candidates.
    """
    ordered = sorted(sketches, key=lambda sketch: sketch.id)
    known = lexicon("fr")
    sides = Sides(ordered)
    full_names = _family_names(ordered, known)
    beside = _rare_names(ordered)
    groups: dict[Member, Group] = {}
    persons: list[_Person] = []
    for sketch in ordered:
        date = published.get(sketch.id, sketch.published)
        article = sketch.id
        for named in sketch.named:
            actor = named.actor
            member = (article, actor.key)
            country = sides.country(actor)
            if country is not None and not _is_family_name(actor, full_names, known):
                groups[member] = ("country", country)
            elif actor.kind is ActorKind.PERSON:
                persons.append(_person(member, actor, date, known, sides, beside[article]))
            else:
                side = sides.side(article, actor)
                groups[member] = _group_of_thing(member, actor, date, named.relays, side)
    _follow_places(groups, persons, ordered, full_names, known)
    doubts = _join_persons(persons, known)
    groups.update({person.member: person.group for person in persons})
    regrouping = regrouping or Regrouping()
    regrouping.apply(groups, ordered)
    doubts = [(regrouping.now(left), regrouping.now(right), why) for left, right, why in doubts]
    return _identities(ordered, groups, doubts, known, sides, regrouping.names)


def _family_names(sketches: list[Sketch], known: Lexicon) -> frozenset[str]:
    """The last words, as they sound, of every full name of a person in the dossier."""
    heard = (
        sounds(pieces(actor.name), known)
        for sketch in sketches
        for actor in sketch.actors
        if actor.kind is ActorKind.PERSON and not actor.name[:1].islower()
    )
    return frozenset(words[-1] for words in heard if len(words) > 1)


def _is_family_name(actor: Actor, full_names: frozenset[str], known: Lexicon) -> bool:
    words = sounds(pieces(actor.name), known)
    return actor.kind is ActorKind.PERSON and (len(words) != 1 or words[0] in full_names)


def _follow_places(
    groups: dict[Member, Group],
    persons: list[_Person],
    sketches: list[Sketch],
    full_names: frozenset[str],
    known: Lexicon,
) -> None:
    """A single name taken for a person in one article is the place or body of that name where others show one and no
    person of the dossier has it as a family name ("Marnoze refuse" beside "à Marnoze"); changes both arguments."""
    things = {
        actor.key: groups[(sketch.id, actor.key)]
        for sketch in sketches
        for actor in sketch.actors
        if actor.kind in _PLACE_KINDS and (sketch.id, actor.key) in groups
    }
    stay = []
    for person in persons:
        key = slug(person.actor.name)
        if (
            key in things
            and not _is_family_name(person.actor, full_names, known)
            and person.actor.office is None
        ):
            groups[person.member] = things[key]
        else:
            stay.append(person)
    persons[:] = stay


# --------------------------------------------------------------------------- what is no person


def _group_of_thing(
    member: Member, actor: Actor, date: Published, via: tuple[str, ...], side: str | None
) -> Group:
    """What an actor that is no person joins by: a tuple that only equal actors share."""
    name = slug(actor.name)
    if actor.kind is ActorKind.COUNTRY:
        return ("country", actor.country or country_sound(actor.name))
    if actor.kind is ActorKind.ANONYMOUS:
        return ("source", name, *via) if via else ("one", *member)
    if actor.kind is ActorKind.DOCUMENT:
        day = date.earliest if date.earliest and date.earliest == date.latest else None
        return ("document", name, day) if day and len(actor.name.split()) > 2 else ("one", *member)
    if actor.kind in _BODIES and (actor.name.islower() or not any(map(str.isupper, actor.name))):
        told = actor.country or side
        return ("body", name, told) if told else ("one", *member)
    return ("named", _LEADING_ARTICLE.sub("", name))


# --------------------------------------------------------------------------- persons


def _rare_names(sketches: Sequence[Sketch]) -> dict[str, frozenset[str]]:
    """By article, its proper names that are no country's and that few articles of the dossier hold."""
    names = {
        sketch.id: frozenset(
            slug(actor.name)
            for actor in sketch.actors
            if actor.name[:1].isupper() and actor.kind is not ActorKind.COUNTRY
        )
        for sketch in sketches
    }
    counts = Counter(name for held in names.values() for name in held)
    return {id: frozenset(n for n in held if counts[n] <= RARE_ARTICLES) for id, held in names.items()}


def _person(
    member: Member, actor: Actor, date: Published, known: Lexicon, sides: Sides, beside: frozenset[str]
) -> _Person:
    named = not (actor.office == actor.name or actor.name[:1].islower())
    heard = sounds(pieces(actor.name), known) if named else ()
    side = actor.country or sides.side(member[0], actor)
    month, office = (date.earliest or "")[:7], sides.office_words(actor, known)
    return _Person(member, actor, heard, named and bool(heard), month, date, side, office, beside)


def _join_persons(persons: list[_Person], known: Lexicon) -> list[tuple[Group, Group, str]]:
    """Give every person its group; the pairs of groups that stay in doubt, with the reason."""
    full: dict[Group, list[_Person]] = {}
    for person in persons:
        if person.named and len(person.heard) > 1:
            person.group = ("person", *sorted(person.heard))
            full.setdefault(person.group, []).append(person)
    by_family: dict[str, set[Group]] = {}
    for group, members in full.items():
        for heard in {person.heard for person in members}:
            by_family.setdefault(heard[-1], set()).add(group)
    doubts = _alike_first_names(full, by_family)
    for person in persons:
        if person.named and len(person.heard) == 1:
            doubts.extend(_join_family_name(person, by_family, full))
    holders, local = _holders(full), _local_holders(full)
    named = {(person.member[0], person.group) for person in persons if person.named}
    for person in persons:
        if not person.named:
            others = [
                other
                for other in local.get((person.office, person.month), ())
                if (person.member[0], other.group) not in named
            ]
            doubts.extend(_join_title(person, full, holders, others, known))
    return doubts


def _holders(full: dict[Group, list[_Person]]) -> dict[tuple[frozenset[str], str], list[Group]]:
    """By office and country, those whom an article names as its holder and some article gives that country; sorted."""
    found: dict[tuple[frozenset[str], str], list[Group]] = {}
    for group, members in sorted(full.items()):
        offices = {person.office for person in members if person.office}
        sides = {person.side for person in members if person.side is not None}
        for office in offices:
            for side in sides:
                found.setdefault((office, side), []).append(group)
    return found


def _local_holders(full: dict[Group, list[_Person]]) -> dict[tuple[frozenset[str], str], list[_Person]]:
    """By office and month, the persons of no known country whom an article names as its holder."""
    found: dict[tuple[frozenset[str], str], list[_Person]] = {}
    for _, members in sorted(full.items()):
        for person in members:
            if person.office and person.side is None:
                found.setdefault((person.office, person.month), []).append(person)
                for word in person.office & _held_by_one() if len(person.office) > 1 else ():
                    found.setdefault((frozenset([word]), person.month), []).append(person)
    return found


@cache
def _held_by_many() -> tuple[frozenset[str], ...]:
    """Titles that many bear, by their words as ``Sides.office_words`` gives them: « secrétaire d'État »."""
    titles = word_list("fr", "kin")["held_by_many"]
    small = small_words("fr").unheard
    return tuple(frozenset(w.removesuffix("e") for w in pieces(title) if w not in small) for title in titles)


@cache
def _held_by_one() -> frozenset[str]:
    """Offices of which a town or a region has one, without the feminine ending."""
    return frozenset(slug(word).removesuffix("e") for word in word_list("fr", "kin")["held_by_one"])


def _alike_first_names(
    full: dict[Group, list[_Person]], by_family: dict[str, set[Group]]
) -> list[tuple[Group, Group, str]]:
    """Persons of one family name whose first names begin alike: perhaps one, never joined."""
    found = []
    for family in sorted(by_family):
        groups = sorted(by_family[family])
        for number, left in enumerate(groups[:50]):
            for right in groups[number + 1 : 50]:
                one, other = full[left][0].heard, full[right][0].heard
                if one[0][:1] == other[0][:1] or set(one) < set(other) or set(other) < set(one):
                    found.append((left, right, "first_names"))
    return found


def _join_family_name(
    person: _Person, by_family: dict[str, set[Group]], full: dict[Group, list[_Person]]
) -> Iterable[tuple[Group, Group, str]]:
    """A family name alone: the only person of that name who has no other country; doubt where there are several."""
    family = person.heard[0]
    groups = sorted(by_family.get(family, ()))
    person.group = ("family", family)
    if len(groups) == 1:
        if not _contradicts(person, full[groups[0]]):
            person.group = groups[0]
            return []
        return [(groups[0], person.group, "other_country")]
    if groups:
        person.group = ("one", *person.member)
    return [(group, person.group, "family_name") for group in groups]


def _contradicts(person: _Person, members: list[_Person]) -> bool:
    countries = {other.actor.country for other in members if other.actor.country}
    return person.actor.country is not None and bool(countries) and person.actor.country not in countries


def _join_title(
    person: _Person,
    full: dict[Group, list[_Person]],
    holders: Mapping[tuple[frozenset[str], str], list[Group]],
    local: Sequence[_Person],
    known: Lexicon,
) -> Iterable[tuple[Group, Group, str]]:
    """ "le président saldovien": whoever held the office at the article's date, by the table or by another article of that month."""
    actor, date = person.actor, person.published
    known_office = bool(person.month and person.side and person.office)
    person.group = (
        ("office", person.side or "", *sorted(person.office), person.month)
        if known_office
        else ("one", *person.member)
    )
    if person.side is None:
        group = _holder_nearby(person, local)
        person.group = group or person.group
        return []
    if actor.country is not None:
        title = actor.key.removesuffix(f"-{actor.country.lower()}").replace("-", " ")
        name = known.holder(title, actor.country, date.earliest, date.latest)
        if name is not None:
            person.group = ("person", *sorted(sounds(pieces(name), known)))
            return []
    taught = holders.get((person.office, person.side), [])
    same_month = [g for g in taught if person.month and any(o.month == person.month for o in full[g])]
    if len(taught) == 1 and same_month:
        person.group = taught[0]
        return []
    return [(group, person.group, "office") for group in taught]


def _holder_nearby(person: _Person, taught: Sequence[_Person]) -> Group | None:
    """Who holds an office of no known country in the month of an article that tells his title alone; None where that is open.

    "le préfet": by the last article that names him beside two of the same rare names, since every place has one; "la ministre de
    la Mer": the only one of whom articles of that month tell it. A newly held or a former office joins nobody, nor does a title
    whoever its article names beside it.
    """
    told = frozenset(pieces(person.actor.office or "")) & (small_words("fr").newly | small_words("fr").former)
    if told or not person.month or any(many <= person.office for many in _held_by_many()):
        return None
    if not person.office & _held_by_one():
        groups = {other.group for other in taught} if _tells_of_what(person) else set()
        return next(iter(groups)) if len(groups) == 1 else None
    near = [
        other
        for other in taught
        if len(other.beside & person.beside - {slug(other.actor.name)}) >= SHARED_NAMES
    ]
    before = [other for other in near if _first_day(other) <= (person.published.latest or "")]
    last = max(map(_first_day, before), default=None)
    groups = {other.group for other in before or near if last is None or _first_day(other) == last}
    return next(iter(groups)) if len(groups) == 1 else None


def _tells_of_what(person: _Person) -> bool:
    """Whether a title tells of what: a minister's field, a name (« le patron du Port de Valme », not « le dirigeant syndical »)."""
    words = (person.actor.office or "").split()
    named = any(word[:1].isupper() or word[2:3].isupper() for word in words[1:])
    return len(person.office) > 1 and (named or "ministr" in person.office)


def _first_day(person: _Person) -> str:
    return person.published.earliest or ""


# --------------------------------------------------------------------------- the account's actors


def _identities(
    ordered: list[Sketch],
    groups: dict[Member, Group],
    doubts: list[tuple[Group, Group, str]],
    known: Lexicon,
    sides: Sides,
    chosen: Mapping[Group, str],
) -> Identities:
    members: dict[Group, list[Member]] = {}
    for member, group in groups.items():
        members.setdefault(group, []).append(member)
    named = {(sketch.id, one.actor.key): one for sketch in ordered for one in sketch.named}
    drafts = sorted(
        (_draft(group, sorted(found), named, known, chosen.get(group)) for group, found in members.items()),
        key=lambda draft: (slug(draft.name), draft.group[0] == "one", draft.group),
    )
    by_group: dict[Group, str] = {}
    taken: set[str] = set()
    for draft in drafts:
        key = _unique(slug(draft.name) or draft.kind.value, draft.group, taken)
        taken.add(key)
        by_group[draft.group] = key
    joined = {by_group[draft.group]: _join(draft, by_group, known, sides) for draft in drafts}
    keys = {member: key for key, actor in joined.items() for member in actor.members}
    pairs = {
        (*sorted((by_group[left], by_group[right])), why)
        for left, right, why in doubts
        if left in by_group and right in by_group and left != right
    }
    return Identities(joined, keys, tuple(Candidate(*pair) for pair in sorted(pairs)))


def _unique(base: str, group: Group, taken: Container[str]) -> str:
    """The name as a key; where it is no name (« des sources ») or another's too, with a digest of what sets the actor apart.

    A digest and not a number: a number would change with every article that comes between.
    """
    if group[0] != "one" and base not in taken:
        return base
    digest = hashlib.sha256("\0".join(group).encode("utf-8", "surrogatepass")).hexdigest()
    length = DIGEST_DIGITS
    while f"{base}-{digest[:length]}" in taken:
        length += 1
    return f"{base}-{digest[:length]}"


class _Draft(NamedTuple):
    """An actor of the account that has no key yet: what its articles know of it, and the name and kind most of them give."""

    group: Group
    members: list[Member]
    own: list[Named]
    name: str
    kind: ActorKind


def _draft(
    group: Group,
    members: list[Member],
    named: Mapping[Member, Named],
    known: Lexicon,
    chosen: str | None,
) -> _Draft:
    own = [named[member] for member in members]
    name = chosen or _shown_name(group, [one.actor for one in own], known)
    return _Draft(group, members, own, name, most_frequent([one.actor.kind for one in own]))


def _join(draft: _Draft, by_group: Mapping[Group, str], known: Lexicon, sides: Sides) -> JoinedActor:
    """The actor of the account; ``by_group`` gives the keys of all."""
    _, members, own, name, kind = draft
    key, actors = by_group[draft.group], [one.actor for one in own]
    met = own[0].forms
    if len(own) > 1:
        met = dict(met)
        for one in own[1:]:
            for form, count in one.forms.items():
                met[form] = met.get(form, 0) + count
    names = sorted(met, key=lambda name: (-met[name], name)) if len(met) > 1 else list(met)
    if kind in _NAMED_KINDS:
        names = [name for name in names if name != name.lower()]
    countries = [actor.country for actor in actors if actor.country]
    country = most_frequent(countries) if countries else None
    side = (
        sides.common(zip((article for article, _ in members), actors, strict=True)) if not country else None
    )
    principal = by_group.get(("country", side)) if side is not None else None
    return JoinedActor(
        key,
        name,
        kind,
        tuple(names) or (name,),
        country,
        _offices(actors, known) if kind is ActorKind.PERSON else (),
        tuple(members),
        principal if principal != key else None,
    )


def most_frequent(met: Sequence[Value]) -> Value:
    """The value met most often, the first in the order of the alphabet where several are."""
    if len(met) == 1:
        return met[0]
    counts = Counter(met)
    return min(counts, key=lambda value: (-counts[value], value))


def _shown_name(group: Group, own: list[Actor], known: Lexicon) -> str:
    """The name that most articles use, full names of persons before titles and family names."""
    holder = _holders_by_words(known.language).get(group[1:]) if group[0] == "person" else None
    if holder is not None and all(actor.office == actor.name for actor in own):
        return holder
    if len(own) == 1:
        return own[0].name
    counts = Counter(actor.name for actor in own)
    if group[0] == "person":
        full = {
            name: n
            for name, n in counts.items()
            if len(sounds(pieces(name), known)) > 1 and not name[:1].islower()
        }
        counts = Counter(full) or counts
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


@cache
def _holders_by_words(language: str) -> dict[tuple[str, ...], str]:
    """The holders of the table of offices by the sounds of their names, in alphabetical order."""
    return {tuple(sorted(heard)): terms[0].name for heard, terms in sorted(terms_by_sound(language).items())}


def _offices(own: list[Actor], known: Lexicon) -> tuple[Office, ...]:
    """The terms of office that the table has for the person, then the offices that the articles teach."""
    found: list[Office] = []
    names = {sounds(pieces(actor.name), known) for actor in own if actor.office != actor.name}
    terms = terms_by_sound(known.language)
    for heard in sorted(names):
        for holder in terms.get(heard, ()) if len(heard) > 1 else ():
            title = f"{holder.title} ({known.countries[holder.country].name})"
            found.append(Office(title=title, since=holder.since, until=holder.until or None))
    found.sort(key=lambda office: (office.since or "", office.title))
    taught = sorted({actor.office for actor in own if actor.office})
    return (*found, *(Office(title=title) for title in taught))
