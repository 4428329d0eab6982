"""Common nouns that take up somebody who was named: "l'élu", "la jeune femme", "le groupe allemand", "sa rivale"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from recoupe.annotate.actors.holders import is_set_off
from recoupe.annotate.actors.joining import Registry
from recoupe.annotate.actors.lexicon import pieces
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.phrase_kinds import (
    body_of,
    did_something,
    is_party,
    names_one_person,
    stands_alone,
)
from recoupe.annotate.actors.salience import Anaphor, Way
from recoupe.languages import word_list
from recoupe.model import ActorKind

_PERSON = (ActorKind.PERSON,)


def _plain(words: str) -> str:
    return " ".join(pieces(words))


class _Taker(NamedTuple):
    """What a noun of a body takes up: the kinds of actor that it fits, what their own nouns should tell and must not."""

    kinds: tuple[ActorKind, ...]
    own: str
    refused: frozenset[str]


@cache
def _takers(language: str) -> dict[str, _Taker]:
    """The nouns that take up a body of another noun."""
    tables = word_list(language, "taken_up")
    owned, refused = tables.get("own", {}), tables.get("refused", {})
    return {
        _plain(word): _Taker(
            tuple(ActorKind(kind) for kind in kinds),
            row if row in owned else "",
            frozenset(refused.get(word, refused.get(row, ()))),
        )
        for row, (kinds, words) in tables.get("takers", {}).items()
        for word in words
    }


@cache
def _suits(language: str) -> dict[str, frozenset[str]]:
    """The offices and roles that a noun of persons may take up: "élu" suits a maire and a député."""
    rows = word_list(language, "taken_up").get("suits", {})
    return {_plain(noun): frozenset(map(_plain, [noun, *offices])) for noun, offices in rows.items()}


@dataclass(slots=True)
class Described:
    """A bare description: the phrase, what it may take up, and what it is by itself where it takes up nobody."""

    phrase: Reference
    anaphor: Anaphor
    otherwise: ActorKind | None

    def settle(self, registry: Registry, key: str | None) -> Reference:
        """The phrase, joined to the actor of ``key``, else to one of its own, else to none."""
        phrase = self.phrase
        if key is not None:
            phrase.key = key
            entity = registry.entities[key]
            if self.anaphor.bodies and entity.kind not in self.anaphor.kinds:
                entity.kind = ActorKind.ORGANISATION
            elif entity.kind is ActorKind.PERSON:
                entity.gender = entity.gender or phrase.gender
                if not registry.is_relative(phrase):
                    registry.learn_office(entity, phrase)
        elif self.otherwise is ActorKind.PERSON:
            registry.resolve_office(phrase)
        elif self.otherwise is not None:
            registry.join_phrase(phrase, self.otherwise)
        return phrase


def description(scan: Scan, phrase: Reference) -> Anaphor | None:
    """What a phrase without a name may take up, None where it says too much or names an office that it may stand for itself."""
    anaphor = _description(scan, phrase)
    if anaphor is None or anaphor.bodies:
        return anaphor
    language = scan.lexicon.language
    if phrase.noun in _nouns(language, "charged"):
        anaphor = replace(anaphor, charged=True)
    if phrase.noun in _nouns(language, "offenders"):
        anaphor = replace(anaphor, doer=True)
    if phrase.noun in _nouns(language, "served") and owned(scan, phrase):
        way = Way.PLAIN if anaphor.way is Way.OPPOSITE else anaphor.way
        anaphor = replace(anaphor, way=way, unsuited=_nouns(language, "serving"))
    return anaphor


def _description(scan: Scan, phrase: Reference) -> Anaphor | None:
    if phrase.definite is not True or _singled_out(scan, phrase):
        return None
    if names_one_person(scan, phrase) and not phrase.named:
        if scan.folds[phrase.first] in scan.small.demonstrative:
            suits = _suits(scan.lexicon.language).get(phrase.noun) or frozenset([phrase.noun])
            anaphor = Anaphor(phrase.first, phrase.last, phrase.gender, False, kinds=_PERSON, suits=suits)
            return replace(anaphor, country=phrase.country)
        if _tells_of_one(scan, phrase):
            heads = phrase.noun in _nouns(scan.lexicon.language, "ministers")
            return Anaphor(phrase.first, phrase.last, phrase.gender, False, Way.ALONE, heads, kinds=_PERSON)
    if phrase.issuer is not None or not _unfolded(scan, phrase):
        return None
    if phrase.plural or (phrase.proper and "offices" not in phrase.tables):
        return None
    language = scan.lexicon.language
    taker = _takers(language).get(phrase.noun)
    if taker is not None and scan.before(phrase.first) in scan.small.whole:
        return None
    if taker is not None and ActorKind.MEDIA in taker.kinds and owned(scan, phrase):
        return None
    if taker is not None and _is_owned_behind(scan, phrase):
        return None
    if taker is not None:
        return Anaphor(
            phrase.first,
            phrase.last,
            "",
            False,
            kinds=taker.kinds,
            own=taker.own,
            refused=taker.refused,
            country=phrase.country,
        )
    if not names_one_person(scan, phrase) or not _may_describe(scan, phrase):
        return None
    known = _suits(language).get(phrase.noun)
    suits = known or frozenset([phrase.noun])
    if "offices" in phrase.tables and not phrase.former:
        return Anaphor(phrase.first, phrase.last, phrase.gender, False, Way.SOLE, kinds=_PERSON, suits=suits)
    opposite = "opposites" in phrase.tables and owned(scan, phrase)
    anaphor = Anaphor(phrase.first, phrase.last, phrase.gender, False, kinds=_PERSON, suits=suits)
    if opposite:
        return (
            replace(anaphor, way=Way.OPPOSITE) if scan.folds[phrase.first] not in scan.small.mine else anaphor
        )
    return replace(
        anaphor,
        strict="sources" in phrase.tables or phrase.noun in _nouns(language, "kin"),
        harmed=phrase.noun in _nouns(language, "harmed"),
        country=phrase.country,
        ages=_ages(language).get(phrase.noun) or _aged(scan, phrase) or _young(scan, phrase),
        former=phrase.former,
    )


def _singled_out(scan: Scan, phrase: Reference) -> bool:
    """Whether an adjective singles out one who was not spoken of: "*le principal* mécène", "*l'autre* suspect"."""
    words = word_list(scan.lexicon.language, "taken_up").get("singling", {}).get("words", ())
    return any(word in words for word in scan.folds[phrase.first : phrase.head])


def _aged(scan: Scan, phrase: Reference) -> range | None:
    """The age that a description's complement tells: "l'homme *de 66 ans*"; None where it tells none."""
    for place in _age_words(scan, phrase):
        if scan.folds[place].isdigit() and len(scan.folds[place]) < _AGE_DIGITS:
            return range(int(scan.folds[place]), int(scan.folds[place]) + 1)
    return None


_AGE_DIGITS = 4


def _age_words(scan: Scan, phrase: Reference) -> range:
    """The words of an age right behind the phrase or its noun, "*de 66 ans*", "âgé *de 66 ans*"; empty without one."""
    for first in (phrase.head + len(phrase.noun.split()), phrase.last):
        last = first + _AGE_WORDS
        if last <= len(scan) and scan.folds[last - 1] == "ans" and scan.folds[first] in scan.small.plain_of:
            return range(first, last)
    return range(phrase.last, phrase.last)


_AGE_WORDS = 3


def _young(scan: Scan, phrase: Reference) -> range | None:
    """How old one may be who is called young or old: "*la jeune* femme", "*le vieil* homme"."""
    told = scan.folds[phrase.first : phrase.head]
    if any(word in scan.small.young for word in told):
        return range(_YOUNG)
    return range(_OLD, _OLDEST) if any(word in scan.small.aged for word in told) else None


_YOUNG, _OLD, _OLDEST = 40, 60, 120


@cache
def _ages(language: str) -> dict[str, range]:
    """How old the persons are whom a noun of age names: a "quinquagénaire" is fifty to fifty-nine."""
    rows = word_list(language, "taken_up").get("ages", {})
    return {_plain(noun): range(low, high + 1) for noun, (low, high) in rows.items()}


def told_age(scan: Scan, phrase: Reference) -> int | None:
    """The age that a noun tells of somebody, the least of it: 80 of "un octogénaire"; None where it tells none."""
    ages = _ages(scan.lexicon.language).get(phrase.noun)
    old = any(word in scan.small.aged for word in scan.folds[phrase.first : phrase.head])
    return ages.start if ages is not None else _OLD if old else None


def _tells_of_one(scan: Scan, phrase: Reference) -> bool:
    """Whether a description with a complement is more likely somebody named than somebody new: "*la candidate du centre*",
    "*l'ancien patron d'Orvex*"."""
    language = scan.lexicon.language
    if owned(scan, phrase):
        return False
    if phrase.country and phrase.noun in _nouns(language, "heads"):
        return True
    if _unfolded(scan, phrase):
        return False
    return phrase.former or phrase.noun in _nouns(language, "alone") | _nouns(language, "ministers")


@cache
def _nouns(language: str, table: str) -> frozenset[str]:
    """The nouns of a table of ``taken_up.toml``, folded."""
    return frozenset(map(_plain, word_list(language, "taken_up").get(table, {}).get("nouns", ())))


def owned(scan: Scan, phrase: Reference) -> bool:
    """Whether a possessive says whose it is: "*sa* mère"."""
    return scan.folds[phrase.first] in scan.small.owning


def _is_owned_behind(scan: Scan, phrase: Reference) -> bool:
    """Whether a complement with a possessive follows: "*la marque* de son exil" is no firm that was named."""
    behind = scan.folds[phrase.last : phrase.last + 2]
    return len(behind) == 2 and behind[0] in scan.small.plain_of and behind[1] in scan.small.owning


def is_served(scan: Scan, phrase: Reference) -> bool:
    """Whether a possessive brings somebody who serves clients: "*son avocat*"."""
    serving = phrase.noun in _nouns(scan.lexicon.language, "serving")
    return serving and owned(scan, phrase) and not phrase.plural and stands_alone(phrase)


def _may_describe(scan: Scan, phrase: Reference) -> bool:
    """An office takes somebody up by its noun alone; kin with a possessive is somebody new."""
    if "offices" in phrase.tables:
        return stands_alone(phrase) and not owned(scan, phrase) and phrase.country is None
    if owned(scan, phrase):
        return "opposites" in phrase.tables
    if phrase.noun in _nouns(scan.lexicon.language, "half") and not did_something(scan, phrase):
        return False
    return phrase.country is None or not stands_alone(phrase)


def _unfolded(scan: Scan, phrase: Reference) -> bool:
    """Whether nothing but adjectives stands beside the noun: "l'élu centriste", not "l'élu de Marnoze", "l'élu aux sports"."""
    size, age = len(phrase.noun.split()), _age_words(scan, phrase)
    follows = phrase.last < len(scan) and scan.folds[phrase.last] in scan.small.domain
    if follows and scan.gaps[phrase.last - 1] == " " and scan.pos(phrase.last) == "ADP":
        return False
    if not age and _goes_on(scan, phrase.last):
        return False
    return phrase.named == 0 and not any(
        word in scan.small.of or word in scan.small.domain or scan.capital[index]
        for index, word in enumerate(scan.folds[phrase.head + size : phrase.last], phrase.head + size)
        if index not in age
    )


def apposition(scan: Scan, phrase: Reference) -> Anaphor | None:
    """What an indefinite phrase between commas says more of the person just before: "Le suspect, *un ouvrier agricole*, se tait";
    None in a list ("le maire, *un pompier*, une infirmière")."""
    if not names_one_person(scan, phrase) or not is_set_off(scan, phrase.last) or phrase.last >= len(scan):
        return None
    place = next(i for i in range(phrase.last, len(scan) + 1) if scan.gaps[i - 1] != " ")
    if place == len(scan) or scan.gaps[place - 1] != ", ":
        return None
    if scan.folds[place] in scan.small.indefinite | scan.small.numbers | scan.small.definite:
        return None
    return Anaphor(phrase.first, phrase.last, phrase.gender, False, Way.REINFORCING, kinds=_PERSON)


def _goes_on(scan: Scan, index: int) -> bool:
    """Whether "de" at a word begins a complement that was not read as part of the phrase: "l'organisation *de* la prochaine fête", not
    "a prié le groupe *de* payer"."""
    if index + 2 >= len(scan) or scan.folds[index] not in scan.small.of or scan.gaps[index - 1] != " ":
        return False
    place = index + 1 + (scan.folds[index + 1] in scan.small.articles)
    token = scan.tokens[place]
    return token is not None and token.pos in {"ADJ", "NUM"} and scan.pos(place + 1) == "NOUN"


def newcomer(scan: Scan, phrase: Reference) -> ActorKind | None:
    """The kind of a person whom the article brings in: "*un passager* a crié", "*sa mère* l'a vu"; None for others."""
    if phrase.plural or not names_one_person(scan, phrase) or body_of(phrase) is not None:
        return None
    if "members" in phrase.tables:
        return ActorKind.PERSON
    if phrase.noun in _nouns(scan.lexicon.language, "half") and not did_something(scan, phrase):
        return None
    if phrase.definite is False and scan.before(phrase.first) not in {"comme"} and is_party(scan, phrase):
        return ActorKind.PERSON
    if (
        owned(scan, phrase)
        and "relations" in phrase.tables
        and stands_alone(phrase)
        and is_party(scan, phrase)
    ):
        return ActorKind.PERSON
    return None
