"""Offices as phrases name them, and the persons whom the table of offices knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from recoupe.annotate.actors.lexicon import Holder, lexicon, pieces
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.annotate.actors.sounds import sounds
from recoupe.languages import word_list
from recoupe.model import ActorKind


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a phrase names it: common title, the words of its complements, country, whether a former one; ``of_state`` where
    the table of heads of state and government tells it, which has no complements; ``party`` are the words of a party beside the title."""

    title: str
    domain: frozenset[str]
    country: str | None
    former: bool
    of_state: bool = False
    party: frozenset[str] = frozenset()

    @property
    def told(self) -> frozenset[str]:
        """The words that tell this office from others of its title: complements and party."""
        return self.domain | self.party

    def fits(self, other: Office) -> bool:
        """Whether both may be one office: same title, no other country, one's complements among the other's.

        Who was called by a party may be called by a place later ("le député UPM Otto Kern", "le député de Marnoze"), not the other way round.
        """
        if self.title != other.title or self.former != other.former:
            return False
        if other.party and self.party != other.party:
            return False
        if self.country and other.country and self.country != other.country:
            return False
        if (self.of_state and other.domain) or (other.of_state and self.domain):
            return False
        return self.domain <= other.domain or other.domain <= self.domain


@cache
def _succession_nouns(language: str, side: str) -> frozenset[str]:
    words = word_list(language, "taken_up").get("successions", {}).get(side, ())
    return frozenset(" ".join(pieces(word.split("|")[0])) for word in words)


def comes_before(phrase: Reference, language: str) -> bool:
    """Whether the phrase names who held an office before somebody: "sa devancière"."""
    return phrase.noun in _succession_nouns(language, "before")


def is_succession(phrase: Reference, language: str) -> bool:
    """Whether the phrase names somebody by whom they came before or after: "sa devancière", "son successeur"."""
    return comes_before(phrase, language) or phrase.noun in _succession_nouns(language, "after")


def ranks(offices: list[Office]) -> set[str]:
    """The first words of offices, by which a peer is known: "ministre" of "ministre de la mer"."""
    return {office.title.split()[0] for office in offices if office.title}


@cache
def peers() -> frozenset[str]:
    """The nouns of whoever has the same office as somebody else: "son *homologue*"."""
    return frozenset(" ".join(pieces(word)) for word in word_list("fr", "taken_up")["peers"]["nouns"])


@cache
def posts() -> frozenset[str]:
    """The offices of which a place has one; who is only known by another office holds none of them."""
    return frozenset(" ".join(pieces(word)) for word in word_list("fr", "kin")["held_by_one"])


@cache
def _councils(language: str) -> frozenset[str]:
    """The words that make of a title another office: "président du conseil *régional*" is no head of government."""
    words = word_list(language, "offices").get("councils", {}).get("words", ())
    return frozenset(word for one in words for word in pieces(one))


def office_of(phrase: Reference, scan: Scan) -> Office:
    """The office that a phrase names: "la ministre saldovienne des Ports" is minister, ports, of Saldovia."""
    lexicon = scan.lexicon
    words = phrase.title.split()
    title, whole = lexicon.office_title(phrase.noun), False
    for size in range(len(words), 0, -1):
        known = lexicon.same_title.get(" ".join(words[:size]))
        if known is not None and not set(words[size : size + 2]) & _councils(lexicon.language):
            whole = "republique" in words[:size]
            title, words = known, words[size:]
            break
    else:
        words = words[len(phrase.noun.split()) :]
    places = range(phrase.last - len(words), phrase.last)
    party = frozenset(scan.folds[index] for index in places if _of_party(scan, index))
    domain = frozenset(
        word
        for index, word in zip(places, words, strict=True)
        if word not in scan.small.unheard and not _of_country(scan, index) and word not in party
    )
    heads = (whole or bool(phrase.country)) and not domain and title in _heads(lexicon.language)
    return Office(title, domain, phrase.country, phrase.former, of_state=heads, party=party)


@cache
def _heads(language: str) -> frozenset[str]:
    """The titles that with a country's adjective alone are of its head: "la présidente saldovienne" is no president of a federation."""
    words = word_list(language, "taken_up").get("heads", {}).get("nouns", ())
    return frozenset(" ".join(pieces(word)) for word in words)


def _of_party(scan: Scan, index: int) -> bool:
    """Whether a word is of a party's name right beside a title: "le député *UPM*", not "le président *de l'UPM*"."""
    known = scan.taken.get(index)
    if known is None or known.kind is not ActorKind.ORGANISATION or known.first == 0:
        return False
    return scan.gap_before(known.first) in {" ", "\u00a0"} and scan.before(known.first) not in (
        scan.small.articles | scan.small.of | scan.small.domain
    )


def _of_country(scan: Scan, index: int) -> bool:
    known = scan.taken.get(index)
    return known is not None and known.kind is ActorKind.COUNTRY


@cache
def terms_by_sound(language: str) -> dict[tuple[str, ...], list[Holder]]:
    """The terms of office in the table by the sounds of their holder's name."""
    known, found = lexicon(language), dict[tuple[str, ...], list[Holder]]()
    for holder in known.holders:
        found.setdefault(sounds(pieces(holder.name), known), []).append(holder)
    return found
