"""What an actor is that is named by a phrase alone: "une source", "le ministère", "les dirigeants"."""

from __future__ import annotations

from recoupe.annotate.names import Reference, Scan
from recoupe.model import ActorKind


def kind_of_phrase(scan: Scan, phrase: Reference) -> ActorKind | None:
    """What a phrase without a name is, None where it is no actor ("un bon président", "le groupe")."""
    tables = phrase.tables
    weak = phrase.noun in scan.lexicon.weak_nouns
    owned = phrase.country is not None or phrase.issuer is not None
    body = body_of(phrase)
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


def body_of(phrase: Reference) -> ActorKind | None:
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
