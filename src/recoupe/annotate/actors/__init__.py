"""Who is spoken of in an article: persons, countries, bodies, groups, sources and documents, and every mention of them."""

from __future__ import annotations

from recoupe.annotate.actors.acronyms import find_acronyms
from recoupe.annotate.actors.bonds import give_capitals, name_documents
from recoupe.annotate.actors.descriptions import (
    Described,
    apposition,
    description,
    is_served,
    newcomer,
    told_age,
)
from recoupe.annotate.actors.holders import attach_names, names_beside, titled_words
from recoupe.annotate.actors.joining import Entity, Registry
from recoupe.annotate.actors.kin import Persons, family_called, named_kin
from recoupe.annotate.actors.lexicon import lexicon
from recoupe.annotate.actors.mentions import MentionIndex
from recoupe.annotate.actors.names import Reference, Scan, find_known_names, scan_words
from recoupe.annotate.actors.offices import is_succession
from recoupe.annotate.actors.others import find_other_names
from recoupe.annotate.actors.phrase_kinds import (
    body_of,
    did_something,
    kind_of_phrase,
    names_one_person,
    stands_alone,
    undergoes,
)
from recoupe.annotate.actors.phrases import find_phrases
from recoupe.annotate.actors.plain_names import find_plain_names
from recoupe.annotate.actors.plain_taken_up import take_up_plainly
from recoupe.annotate.actors.pronouns import resolve_in_turn
from recoupe.annotate.actors.successions import settle_successions
from recoupe.annotate.actors.taken_up import take_up
from recoupe.annotate.actors.traces import name_traces
from recoupe.annotate.actors.unlisted import find_countries, is_unlisted
from recoupe.annotate.reading import READ_ROLES, Reading
from recoupe.model import Actor, ActorKind, Mention

__all__ = ["MentionIndex", "find_actors"]


def find_actors(reading: Reading) -> tuple[list[Actor], list[Mention]]:
    """The actors of an article in the order of their first mention, and their mentions in the order of the text.

    Keys are readable, unique in the article, and depend on its words and date alone.
    """
    if not reading.paragraphs:
        reading.paragraphs = [zone for zone in reading.zones if zone.role in READ_ROLES]
    scan = scan_words(reading, lexicon(reading.language))
    acronyms = find_acronyms(scan)
    known = find_known_names(scan)
    titled = titled_words(scan)
    traces = name_traces(scan, titled)
    known = sorted([*known, *find_countries(scan, traces)], key=lambda reference: reference.first)
    plain = find_plain_names(scan, titled)
    phrases = find_phrases(scan)
    titled.update(names_beside(scan, phrases))
    others = [*plain, *find_other_names(scan, titled, traces, _bearers(scan, phrases))]
    attach_names(scan, phrases)
    others = _outside_domains(scan, others, phrases)
    _give_owners(scan, known, others, phrases)
    give_capitals(scan, others)
    registry = Registry(scan)
    registry.join_names(sorted([*acronyms, *known, *others], key=lambda reference: reference.first))
    described = _join_phrases(registry, [*acronyms, *known, *others], phrases)
    taken_up = take_up(registry, [*acronyms, *known, *others], phrases)
    references = [r for r in (*acronyms, *known, *others, *phrases, *taken_up) if r.key]
    references.extend(resolve_in_turn(registry, references, described))
    references.extend(take_up_plainly(registry, references))
    name_documents(scan, registry.entities, references)
    _hide_covered(references)
    return _records(scan, registry.entities, references)


def _bearers(scan: Scan, phrases: list[Reference]) -> dict[tuple[str, ...], ActorKind]:
    """The names that a body's noun has told, with its kind: after "la société Orvex", "Orvex" is an organisation."""
    return {
        tuple(scan.folds[phrase.named : phrase.last]): kind
        for phrase in phrases
        if phrase.named and (kind := body_of(phrase)) in _BEARING and phrase.noun != "famille"
    }


_BEARING = frozenset([ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.MEDIA])


def _outside_domains(scan: Scan, names: list[Reference], phrases: list[Reference]) -> list[Reference]:
    """The names that are no part of an office's or ministry's own name ("Affaires étrangères", "Intérieur")."""
    covered, owned = set[int](), set[int]()
    for phrase in phrases:
        body = body_of(phrase)
        if " " in phrase.noun:
            owned.update(range(phrase.head, phrase.head + len(phrase.noun.split())))
        if phrase.noun.split()[-1] in scan.small.fields or (body is ActorKind.INSTITUTION and phrase.proper):
            covered.update(range(phrase.first, phrase.last))
        if not body or body is ActorKind.GOVERNMENT or phrase.definite is not True:
            continue
        if phrase.named or phrase.proper:
            owned.update(range(phrase.head, phrase.last))
    return [
        name
        for name in names
        if name.first not in owned and (name.first not in covered or name.kind is ActorKind.PERSON)
    ]


def _give_owners(
    scan: Scan, known: list[Reference], names: list[Reference], phrases: list[Reference]
) -> None:
    """An office or body with a possessive is that of the country named just before, where no person stands between:
    "La Saldovie a cédé. Son président, ..."; changes the phrases."""
    owners = {r.last - 1: r for r in (*known, *names) if r.role in {"country", "name"}}
    for phrase in phrases:
        body = body_of(phrase)
        if phrase.country or scan.folds[phrase.first] not in scan.small.owning:
            continue
        if "offices" not in phrase.tables and body not in {ActorKind.GOVERNMENT, ActorKind.INSTITUTION}:
            continue
        near = range(phrase.first - 1, max(-1, phrase.first - 25), -1)
        owner = next((owners[place] for place in near if place in owners and _may_own(owners[place])), None)
        if owner is not None and owner.kind is ActorKind.COUNTRY:
            phrase.country = owner.country


def _may_own(reference: Reference) -> bool:
    return reference.kind not in {ActorKind.PLACE, ActorKind.MEDIA}


def _join_phrases(
    registry: Registry, names: list[Reference], phrases: list[Reference]
) -> dict[int, Described]:
    """Give the phrases that say enough their actors; the bare descriptions come back by the word with which they begin."""
    described: dict[int, Described] = {}
    for phrase in phrases:
        registry.teach(phrase)
    registry.know_holders()
    for phrase in phrases:
        if phrase.named and not phrase.country:
            phrase.country = registry.country_of_family(registry.scan.folds[phrase.last - 1])
    ends = {phrase.last: phrase for phrase in (*names, *phrases)}
    persons = Persons(names)
    for phrase in phrases:
        if phrase.key or is_succession(phrase, registry.lexicon.language):
            continue
        if (bearer := _body_beside(registry.scan, phrase)) is not None:
            phrase.key = bearer.key
            continue
        before = ends.get(phrase.first)
        if phrase.definite is False and before is not None and registry.scan.gap_before(phrase.first) == ", ":
            registry.teach_noun(phrase, before)
            if (apposed := apposition(registry.scan, phrase)) is not None:
                described[phrase.first] = Described(phrase, apposed, ActorKind.PERSON)
                continue
        if phrase.definite is True and stands_alone(phrase) and phrase.noun in registry.lexicon.weak_nouns:
            registry.take_up_body(phrase)
            if phrase.key:
                continue
        if registry.families and (family := family_called(registry, phrase)) is not None:
            phrase.key = family.key
            continue
        if (kin := named_kin(registry, phrase, persons)) is not None:
            phrase.key = kin.key
            continue
        if (bare := _join_phrase(registry, phrase)) is not None:
            described[phrase.first] = bare
    _join_governments(registry, phrases)
    settle_successions(registry, names, phrases)
    return described


def _join_governments(registry: Registry, phrases: list[Reference]) -> None:
    """A bare "le gouvernement" is the only one of which the article tells whose it is, also where that comes later."""
    told = [p for p in phrases if p.key and registry.entities[p.key].kind is ActorKind.GOVERNMENT]
    owned = {p.key for p in told if p.country and p.noun == "gouvernement"}
    if len(owned) == 1:
        for phrase in told:
            if (
                phrase.noun == "gouvernement"
                and stands_alone(phrase)
                and phrase.definite
                and not phrase.plural
            ):
                phrase.key = min(owned)


def _join_phrase(registry: Registry, phrase: Reference) -> Described | None:
    """Give a phrase its actor by what it is; a bare description comes back."""
    scan = registry.scan
    kind = kind_of_phrase(scan, phrase)
    if kind is ActorKind.ANONYMOUS and undergoes(scan, phrase):
        kind = ActorKind.PERSON
    if "relations" in phrase.tables and is_served(scan, phrase) and registry.take_up_server(phrase):
        return None
    if kind is not ActorKind.ANONYMOUS and (brought := newcomer(scan, phrase)) is not None:
        registry.introduce(phrase, brought)
        registry.entities[phrase.key].age = told_age(scan, phrase)
        return None
    anaphor = description(scan, phrase)
    if kind is None and anaphor is not None and did_something(scan, phrase):
        kind = ActorKind.PERSON
    if anaphor is not None and not (registry.knows_holder(phrase) or registry.has_holder(phrase)):
        return Described(phrase, anaphor, kind)
    if anaphor is not None and kind is None and names_one_person(scan, phrase):
        kind = ActorKind.PERSON
    if kind is ActorKind.PERSON and registry.takes_up_source(phrase):
        kind = ActorKind.ANONYMOUS
    if kind is ActorKind.PERSON:
        registry.resolve_office(phrase)
    elif kind is not None:
        registry.join_phrase(phrase, kind)
    return None


def _body_beside(scan: Scan, phrase: Reference) -> Reference | None:
    """The body whose name stands right behind its noun: "*le syndicat* ABC", "*la chaîne* Alpha"."""
    named = scan.taken.get(phrase.last)
    if named is None or named.first != phrase.last or not named.key:
        return None
    if not stands_alone(phrase) and any(
        scan.pos(place) != "ADJ" for place in range(phrase.head + 1, phrase.last)
    ):
        return None
    if phrase.definite is not True or body_of(phrase) is None or scan.gaps[phrase.last - 1] != " ":
        return None
    return named if named.kind in _BEARING and named.role in {"body", "defined", "name"} else None


# --------------------------------------------------------------------------- records


def _records(
    scan: Scan, entities: dict[str, Entity], references: list[Reference]
) -> tuple[list[Actor], list[Mention]]:
    spans = sorted(
        {(*_span(scan, r), r.key) for r in references if r.role != "hidden"},
        key=lambda s: (s[0], -s[1], s[2]),
    )
    mentions: list[Mention] = []
    seen: set[tuple[int, int]] = set()
    for start, end, key in spans:
        if (start, end) not in seen:
            seen.add((start, end))
            mentions.append(Mention(start=start, end=end, actor=key))
    keys = dict.fromkeys(mention.actor for mention in mentions)
    actors = [
        Actor(
            key=key,
            name=e.name,
            kind=e.kind,
            country=None if is_unlisted(e.country) else e.country,
            office=e.office,
            members=e.members,
            acts_for=e.country if is_unlisted(e.country) and e.country != key and e.country in keys else None,
        )
        for key, e in ((key, entities[key]) for key in keys)
    ]
    return actors, mentions


def _span(scan: Scan, reference: Reference) -> tuple[int, int]:
    """The stretch of a mention: with its title, its civility, and an article that is a word of its own."""
    start, end = reference.start, reference.end
    if reference.office_holder is not None and reference.role == "titled":
        return start, reference.office_holder.end
    before = reference.first - 1
    if reference.role not in {"phrase", "apposed", "pronoun", "adjective"} and before >= 0:
        word, gap = scan.folds[before], scan.gaps[before]
        if (
            reference.words
            and scan.capital[before]
            and word in scan.lexicon.civility
            and gap.strip(" \u00a0") in {"", "."}
        ) or (word in scan.small.articles and gap in {" ", "'", "’"} and reference.role != "capital"):
            start = scan.starts[before]
    return start, end


def _hide_covered(references: list[Reference]) -> None:
    """Mark the names and adjectives that another reference's stretch already shows."""
    titled = {id(r.office_holder) for r in references if r.role == "titled"}
    inside = {
        i for r in references if r.role in {"phrase", "apposed", "titled"} for i in range(r.first, r.last)
    }
    for reference in references:
        if id(reference) in titled or (reference.role == "adjective" and reference.first in inside):
            reference.role = "hidden"
