"""What an actor is that is named by a phrase alone: "une source", "le ministère", "les dirigeants"."""

from __future__ import annotations

from functools import cache

from recoupe.annotate.actors.lexicon import fold
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.parties import has_it_done, is_object_of_deed, says_behind
from recoupe.annotate.actors.traces import name_table, wills
from recoupe.languages import word_list
from recoupe.model import ActorKind, Role


def kind_of_phrase(scan: Scan, phrase: Reference) -> ActorKind | None:
    """What a phrase without a name is, None where it is no actor ("un bon président", "le groupe")."""
    tables = phrase.tables
    weak = phrase.noun in scan.lexicon.weak_nouns
    owned = phrase.country is not None or phrase.issuer is not None
    body = body_of(phrase)
    if body is not None and _is_amount_or_deed(scan, phrase):
        return None
    bears_name = phrase.named > 0 or (phrase.proper and not stands_alone(phrase))
    if body is not None and bears_name and phrase.definite is True:
        return body
    if phrase.plural and body is None and "documents" not in tables:
        return _kind_of_group(scan, phrase)
    if "documents" in tables:
        if phrase.definite is None or (weak and not _speaks(scan, phrase)):
            return None
        return ActorKind.DOCUMENT if not phrase.plural or _speaks(scan, phrase) else None
    if body is not None:
        if phrase.plural and (
            ("collectives" in tables and phrase.definite)
            or (phrase.definite is not None and _acts(scan, phrase))
        ):
            return ActorKind.COLLECTIVE
        if phrase.definite is False and not phrase.plural and wills(scan, phrase.head, deeds=True):
            return body
        if phrase.definite is not True or (weak and not owned and not _identified(scan, phrase)):
            return None
        return ActorKind.COLLECTIVE if phrase.plural else body
    return _kind_of_one(scan, phrase)


def _is_amount_or_deed(scan: Scan, phrase: Reference) -> bool:
    """Whether the noun of a body is an amount or a deed here: "*la grande majorité* des ports", "ces *accusations*"."""
    if phrase.plural:
        return phrase.noun in scan.small.deeds
    if phrase.noun not in scan.small.amounts:
        return False
    return phrase.head - phrase.first > 1 or (
        phrase.last > phrase.head + 1 and scan.folds[phrase.head + 1] in scan.small.of
    )


def body_of(phrase: Reference) -> ActorKind | None:
    """The kind of body that the phrase's noun names, None for other nouns."""
    return _body_of_tables(phrase.tables)


@cache
def _body_of_tables(tables: frozenset[str]) -> ActorKind | None:
    table = next((table for table in sorted(tables) if table.startswith("bodies.")), None)
    return None if table is None else ActorKind(table.removeprefix("bodies."))


def _kind_of_one(scan: Scan, phrase: Reference) -> ActorKind | None:
    tables = phrase.tables
    if phrase.definite is True and tables & {"offices", "roles"} and phrase.noun not in scan.small.unnamed:
        return ActorKind.PERSON if "offices" in tables or not stands_alone(phrase) else None
    if "sources" in tables and (
        phrase.definite is not None or scan.before(phrase.first) in scan.small.heard_from
    ):
        if phrase.noun == "source" and (
            _no_voice(scan, phrase) or (phrase.definite is None and stands_alone(phrase))
        ):
            return None
        return ActorKind.ANONYMOUS
    return None


def _kind_of_group(scan: Scan, phrase: Reference) -> ActorKind | None:
    tables = phrase.tables
    if phrase.noun == "personne" and not _acts(scan, phrase):
        return None
    if phrase.definite is False and "sources" in tables:
        return ActorKind.ANONYMOUS
    if phrase.noun == "source":
        return (
            ActorKind.ANONYMOUS
            if phrase.definite or scan.before(phrase.first) in scan.small.heard_from
            else None
        )
    if phrase.definite is None:
        return ActorKind.COLLECTIVE if phrase.country and tables & {"collectives"} else None
    if "collectives" in tables or (phrase.definite and (phrase.country or phrase.issuer)):
        return ActorKind.COLLECTIVE
    return None


def names_one_person(scan: Scan, phrase: Reference) -> bool:
    """Whether the noun, in the singular, is one person: "le commerçant", not "la famille"."""
    if phrase.plural or body_of(phrase) is not None:
        return False
    return (
        bool(phrase.tables & {"offices", "roles", "collectives"})
        and phrase.noun not in scan.lexicon.group_nouns
    )


def is_party(scan: Scan, phrase: Reference) -> bool:
    """Whether the phrase takes part in what is told, and is no attribute: "un passager a crié", not "il était cheminot"."""
    token = scan.tokens[phrase.head]
    for _ in range(3):
        if token is None or token.dep != "conj":
            break
        token = token.head
    return token is not None and token.dep != "xcomp" and not any(c.dep == "cop" for c in token.children)


def _did(scan: Scan, phrase: Reference) -> bool:
    """Whether an institution was the subject of a verb of persons: "*le département* n'a pas répondu"; a thing is called so as often, so that
    other verbs do not count."""
    token = scan.tokens[phrase.head]
    if token is None or token.dep not in _DOERS or body_of(phrase) is not ActorKind.INSTITUTION:
        return False
    return token.head.lemma in word_list(scan.lexicon.language, "pronouns").get("human", {}).get("lemmas", ())


def did_something(scan: Scan, phrase: Reference) -> bool:
    """Whether one person by a noun alone did something once, or says something, or has something done to them that is only done to persons: "*le
    conducteur* a fui", "*l'expert* doute", "a poignardé *le gérant*"; not "le patient paie trop"."""
    token = scan.tokens[phrase.head]
    if token is None or not names_one_person(scan, phrase):
        return False
    verb = token.head
    if says_behind(scan, phrase.first) or (has_it_done(scan, phrase.head) and not _in_headline(scan, phrase)):
        return True
    if token.dep == "obj":
        return verb.lemma in _personal(scan.lexicon.language) or is_object_of_deed(scan, phrase.head)
    if token.dep not in _DOERS:
        return False
    told = verb.pos == "VERB" and any(child.dep.startswith("aux") for child in verb.children)
    return (
        told or "Tense=Past" in verb.morph or verb.lemma in name_table(scan.lexicon.language, "will", "verbs")
    )


@cache
def _personal(language: str) -> frozenset[str]:
    """The verbs that are only done to persons."""
    harm = word_list(language, "taken_up").get("harm", {}).get("verbs", ())
    return frozenset(harm) | frozenset(word_list(language, "pronouns").get("personal", {}).get("lemmas", ()))


def undergoes(scan: Scan, phrase: Reference) -> bool:
    """Whether one unnamed person has something done to them, and is no source that speaks: "*un policier* a été blessé"."""
    token = scan.tokens[phrase.head]
    one = phrase.definite is False and names_one_person(scan, phrase)
    return one and token is not None and token.dep in {"nsubj:pass", "obj"} and token.head.pos == "VERB"


_DOERS = frozenset(["nsubj", "nsubj:pass", "obl:agent"])


def _no_voice(scan: Scan, phrase: Reference) -> bool:
    """ "une source d'énergie" tells nothing; "une source de la police" may."""
    words = phrase.title.split()
    return (
        len(words) > 2
        and words[1] in scan.small.plain_of
        and not any(
            True
            for place in range(phrase.head + 2, phrase.last)
            for _ in scan.lexicon.nouns.at(scan.folds, place)
        )
    )


def _in_headline(scan: Scan, phrase: Reference) -> bool:
    """Whether a phrase stands in a headline, which tells "*le silence de l'entrepreneur*" of whom the text names."""
    start = scan.starts[phrase.first]
    return any(zone.role is Role.HEADLINE and zone.start <= start < zone.end for zone in scan.reading.zones)


def _identified(scan: Scan, phrase: Reference) -> bool:
    """Whether a noun that is as often a common thing is a body here: it wills something ("la direction exige"), or has a
    complement and is a party to a verb ("le service des crues prévoit") or a name in it ("la direction de Ferlys")."""
    if stands_alone(phrase):
        told = scan.before(phrase.first) == "selon" or phrase.proper
        return (
            told
            or wills(scan, phrase.head, deeds=True)
            or _does_something(scan, phrase)
            or _did(scan, phrase)
            or _is_addressed(scan, phrase)
            or (is_object_of_deed(scan, phrase.head) and phrase.noun not in _joined(scan.lexicon.language))
            or has_it_done(scan, phrase.head)
            or says_behind(scan, phrase.first)
        )
    return (
        _speaks(scan, phrase)
        or says_behind(scan, phrase.first)
        or any(scan.capital[phrase.head + 1 : phrase.last])
    )


@cache
def _joined(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "taken_up").get("joined", {}).get("nouns", ()))


def _is_addressed(scan: Scan, phrase: Reference) -> bool:
    """Whether a body is asked, told or blamed: "a demandé *à la région* de payer", "accuse *la direction* de mentir"."""
    token = scan.tokens[phrase.head]
    if token is None or token.dep not in {"obj", "iobj", "obl:arg", "nsubj:pass"}:
        return False
    cases = [child.lower for child in token.children if child.dep == "case"]
    tables = word_list(scan.lexicon.language, "taken_up").get("addressing", {})
    return token.head.lemma in tables.get(
        "asked" if cases and cases[0] in tables.get("to", ()) else "blamed", ()
    )


def _acts(scan: Scan, phrase: Reference) -> bool:
    """Whether the phrase is the subject of a verb, or of an amount that is ("une dizaine de *clubs* protestent"): people who are only
    counted are no actor ("cent personnes blessées")."""
    token = scan.tokens[phrase.head]
    if token is not None and token.dep == "nmod" and fold(token.head.lower) in scan.small.amounts:
        token = token.head
    return token is not None and token.dep == "nsubj"


def _does_something(scan: Scan, phrase: Reference) -> bool:
    """Whether the phrase is the subject of a verb with an object, or its agent: "la région *a débloqué* trois millions",
    "payé *par la région*"."""
    token = scan.tokens[phrase.head]
    if token is None or token.dep not in {"nsubj", "obl:agent"} or token.head.pos != "VERB":
        return False
    verb = token.head
    completed = token.dep == "obl:agent" or any(c.dep in {"obj", "ccomp", "xcomp"} for c in verb.children)
    return completed and verb.lemma not in _idle(scan.lexicon.language)


@cache
def _idle(language: str) -> frozenset[str]:
    return frozenset(word_list(language, "taken_up").get("idle", {}).get("verbs", ()))


def stands_alone(phrase: Reference) -> bool:
    """Whether the phrase is its noun alone, without adjectives and complements."""
    return len(phrase.title.split()) == len(phrase.noun.split())


def _speaks(scan: Scan, phrase: Reference) -> bool:
    """Whether a document is the subject of a verb, or what is followed ("selon l'étude")."""
    if scan.before(phrase.first) in scan.small.followed:
        return True
    token = scan.tokens[phrase.head]
    return token is not None and token.dep in {"nsubj", "obl:agent"}
