"""Who is spoken of in an article: persons, countries, bodies, groups, sources and documents, and every mention of them."""

from __future__ import annotations

from recoupe.annotate.acronyms import find_acronyms
from recoupe.annotate.bonds import give_capitals, name_documents
from recoupe.annotate.joining import Entity, Registry
from recoupe.annotate.lexicon import lexicon
from recoupe.annotate.mentions import MentionIndex
from recoupe.annotate.names import (
    Reference,
    Scan,
    find_known_names,
    scan_words,
    starts_person,
)
from recoupe.annotate.others import find_other_names
from recoupe.annotate.phrases import HEADS_WITH_DOMAIN, attach_names, find_phrases, titled_words
from recoupe.annotate.pronouns import find_pronouns
from recoupe.annotate.reading import READ_ROLES, Reading
from recoupe.annotate.traces import name_traces
from recoupe.annotate.unlisted import find_countries, is_unlisted
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
    phrases = find_phrases(scan)
    titled.update(_names_after(scan, phrases))
    others = find_other_names(scan, titled, traces)
    attach_names(scan, phrases)
    others = _outside_domains(others, phrases)
    _give_owners(scan, known, others, phrases)
    give_capitals(scan, others)
    registry = Registry(scan)
    registry.join_names(sorted([*acronyms, *known, *others], key=lambda reference: reference.first))
    _join_phrases(registry, [*acronyms, *known, *others], phrases)
    references = [r for r in (*acronyms, *known, *others, *phrases) if r.key]
    references.extend(find_pronouns(scan, references, registry.entities))
    name_documents(scan, registry.entities, references)
    _hide_covered(references)
    return _records(scan, registry.entities, references)


def _names_after(scan: Scan, phrases: list[Reference]) -> dict[int, str]:
    """The words that begin a person's name because an office or role stands right before them."""
    found = {}
    for phrase in phrases:
        index = phrase.last
        if phrase.plural or phrase.definite is False or not phrase.tables & {"offices", "roles"}:
            continue
        if index < len(scan) and (
            _name_may_follow(scan, phrase, index) or _name_set_off(scan, index, phrase.definite)
        ):
            found[index] = phrase.gender
        before = _name_set_off_before(scan, phrase.first)
        if before is not None:
            found.setdefault(before, phrase.gender)
    return found


def _name_set_off(scan: Scan, index: int, definite: bool | None) -> bool:
    """Whether a full name follows between commas: "sa directrice, Oona Marsel, a démissionné"."""
    if not definite or scan.gaps[index - 1] != ", " or not _unknown_capital(scan, index):
        return False
    last = index + 1
    while last < len(scan) and scan.gaps[last - 1] in {" ", "-"} and _unknown_capital(scan, last):
        last += 1
    return last - index in {2, 3, 4} and scan.gaps[last - 1].strip()[:1] in {",", ".", ")", ";", ":"}


def _name_set_off_before(scan: Scan, index: int) -> int | None:
    """Where a full name begins that an office takes up after a comma: "Oona Marsel, directrice du port"."""
    if index < 2 or scan.gaps[index - 1] != ", ":
        return None
    first = index
    while (
        first > 0
        and index - first < 4
        and _unknown_capital(scan, first - 1)
        and (first == index or scan.gaps[first - 1] in {" ", "-"})
    ):
        first -= 1
    if index - first < 2 or scan.before(first) in {"de", "d", "du", "la", "le", "l", "et", "a", "au"}:
        return None
    return first if scan.gaps[first] == " " and not scan.opens_sentence(first) else None


def _unknown_capital(scan: Scan, index: int) -> bool:
    word = scan.folds[index]
    return (
        scan.capital[index]
        and scan.texts[index].isalpha()
        and not scan.texts[index].isupper()
        and index not in scan.taken
        and word not in scan.lexicon.no_names
        and word not in scan.lexicon.nouns.firsts
    )


def _name_may_follow(scan: Scan, phrase: Reference, index: int) -> bool:
    """Whether a capital after an office begins its holder's name; after a common complement ("le patron de la firme
    Orvex") only where a given name or the name finder says so."""
    if not scan.capital[index] or index in scan.taken or scan.gaps[index - 1] not in {" ", "\u00a0", ") "}:
        return False
    if scan.folds[index] in scan.lexicon.civility or scan.opens_sentence(index):
        return False
    complemented = index - phrase.head > len(phrase.noun.split()) and scan.pos(index - 1) == "NOUN"
    return not complemented or starts_person(scan, index) or scan.label(index) == "PER"


def _outside_domains(names: list[Reference], phrases: list[Reference]) -> list[Reference]:
    """The names that are no part of an office's or ministry's own name ("Affaires étrangères", "Intérieur")."""
    covered, owned = set[int](), set[int]()
    for phrase in phrases:
        body = _body_of(phrase)
        if phrase.noun.split()[-1] in HEADS_WITH_DOMAIN or body is ActorKind.INSTITUTION:
            covered.update(range(phrase.first, phrase.last))
        if body is not None and body is not ActorKind.GOVERNMENT and (phrase.named or phrase.proper):
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
        body = _body_of(phrase)
        if phrase.country or scan.folds[phrase.first] not in {"son", "sa", "leur"}:
            continue
        if "offices" not in phrase.tables and body not in {ActorKind.GOVERNMENT, ActorKind.INSTITUTION}:
            continue
        near = range(phrase.first - 1, max(-1, phrase.first - 25), -1)
        owner = next((owners[place] for place in near if place in owners and _may_own(owners[place])), None)
        if owner is not None and owner.kind is ActorKind.COUNTRY:
            phrase.country = owner.country


def _may_own(reference: Reference) -> bool:
    return reference.kind not in {ActorKind.PLACE, ActorKind.MEDIA}


def _join_phrases(registry: Registry, names: list[Reference], phrases: list[Reference]) -> None:
    for phrase in phrases:
        registry.teach(phrase)
    registry.know_holders()
    for phrase in phrases:
        if phrase.named and not phrase.country:
            phrase.country = registry.country_of_family(registry.scan.folds[phrase.last - 1])
    ends = {phrase.last: phrase for phrase in (*names, *phrases)}
    for phrase in phrases:
        if phrase.key:
            continue
        before = ends.get(phrase.first)
        if phrase.definite is False and before is not None and registry.scan.gap_before(phrase.first) == ", ":
            registry.teach_noun(phrase, before)
        kind = _kind_of_phrase(registry.scan, phrase)
        if kind is ActorKind.PERSON and registry.takes_up_source(phrase):
            kind = ActorKind.ANONYMOUS
        if kind is ActorKind.PERSON:
            registry.resolve_office(phrase)
        elif kind is not None:
            registry.join_phrase(phrase, kind)
        elif phrase.definite is True and _body_of(phrase) is not None:
            registry.take_up_body(phrase)


def _kind_of_phrase(scan: Scan, phrase: Reference) -> ActorKind | None:
    """What a phrase without a name is, None where it is no actor ("un bon président", "le groupe")."""
    tables = phrase.tables
    weak = phrase.noun in scan.lexicon.weak_nouns
    owned = phrase.country is not None or phrase.issuer is not None
    body = _body_of(phrase)
    bears_name = phrase.named > 0 or (phrase.proper and not _stands_alone(phrase))
    if body is not None and bears_name and phrase.definite is True:
        return body
    if phrase.plural and body is None and "documents" not in tables:
        return _kind_of_group(scan, phrase)
    if "documents" in tables:
        if phrase.definite is None or (weak and not _speaks(scan, phrase)):
            return None
        return ActorKind.DOCUMENT if not phrase.plural or _speaks(scan, phrase) else None
    if body is not None:
        if phrase.definite is not True or (weak and not owned):
            return None
        return body
    return _kind_of_one(scan, phrase)


def _body_of(phrase: Reference) -> ActorKind | None:
    """The kind of body that the phrase's noun names, None for other nouns."""
    table = next((table for table in sorted(phrase.tables) if table.startswith("bodies.")), None)
    return None if table is None else ActorKind(table.removeprefix("bodies."))


def _kind_of_one(scan: Scan, phrase: Reference) -> ActorKind | None:
    tables = phrase.tables
    if (
        phrase.definite is True
        and tables & {"offices", "roles"}
        and phrase.noun not in {"source", "responsable"}
    ):
        return ActorKind.PERSON if "offices" in tables or not _stands_alone(phrase) else None
    if "sources" in tables and (
        phrase.definite is not None or scan.before(phrase.first) in {"de", "selon", "par"}
    ):
        if phrase.noun == "source" and (
            _no_voice(scan, phrase) or (phrase.definite is None and _stands_alone(phrase))
        ):
            return None
        return ActorKind.ANONYMOUS
    return None


def _kind_of_group(scan: Scan, phrase: Reference) -> ActorKind | None:
    tables = phrase.tables
    if phrase.definite is False and "sources" in tables:
        return ActorKind.ANONYMOUS
    if phrase.noun == "source":
        return (
            ActorKind.ANONYMOUS
            if phrase.definite or scan.before(phrase.first) in {"de", "selon", "par"}
            else None
        )
    if phrase.definite is None:
        return ActorKind.COLLECTIVE if phrase.country and tables & {"collectives"} else None
    if "collectives" in tables or (phrase.definite and (phrase.country or phrase.issuer)):
        return ActorKind.COLLECTIVE
    return None


def _no_voice(scan: Scan, phrase: Reference) -> bool:
    """ "une source d'énergie" tells nothing; "une source de la police" may."""
    words = phrase.title.split()
    return (
        len(words) > 2
        and words[1] in {"d", "de"}
        and not any(
            True
            for place in range(phrase.head + 2, phrase.last)
            for _ in scan.lexicon.nouns.at(scan.folds, place)
        )
    )


def _stands_alone(phrase: Reference) -> bool:
    return len(phrase.title.split()) == len(phrase.noun.split())


def _speaks(scan: Scan, phrase: Reference) -> bool:
    """Whether a document is the subject of a verb, or what is followed ("selon l'étude")."""
    if scan.before(phrase.first) in {"selon", "apres"}:
        return True
    token = scan.tokens[phrase.head]
    return token is not None and token.dep in {"nsubj", "obl:agent"}


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
        ) or (word in {"le", "la", "les", "l"} and gap in {" ", "'", "’"} and reference.role != "capital"):
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
