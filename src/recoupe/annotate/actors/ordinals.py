"""Who is "le premier" and who "le second": the two who were named together."""

from __future__ import annotations

from recoupe.annotate.actors.joining import Entity
from recoupe.annotate.actors.names import Reference, Scan
from recoupe.languages import word_list
from recoupe.model import ActorKind

_NEAR_WORDS = 60
_SENTENCES = 3


def ordinal_at(scan: Scan, index: int) -> tuple[int, str, bool] | None:
    """Which of two a word says (0 or 1), its gender and whether it is of several: "*le premier* accuse, *le second* nie".

    None where a noun follows ("le premier *quai*"), where it is the first to do something ("le premier *à* venir") and
    where its counterpart does not stand near.
    """
    words = word_list("fr", "pronouns")
    place, form = next(
        (
            (number, words[table][scan.folds[index]])
            for number, table in enumerate(("first", "second"))
            if scan.folds[index] in words[table]
        ),
        (-1, ""),
    )
    if place < 0 or scan.before(index) not in scan.small.articles | scan.small.contracted:
        return None
    following = index + 1 < len(scan) and scan.gaps[index] in {" ", "-", "\u00a0"}
    if following and (
        scan.pos(index + 1) in {"NOUN", "PROPN", "ADJ", "NUM"}
        or scan.capital[index + 1]
        or scan.folds[index + 1] in scan.small.domain | scan.small.of
    ):
        return None
    counterpart = words["second" if place == 0 else "first"]
    told = any(
        scan.folds[other] in counterpart and scan.before(other) in scan.small.articles | scan.small.contracted
        for other in range(max(1, index - _NEAR_WORDS), min(index + _NEAR_WORDS, len(scan)))
    )
    return (place, form[0], form[1] == "p") if told else None


def ranked(
    scan: Scan, index: int, place: int, gender: str, recent: list[Reference], entities: dict[str, Entity]
) -> str | None:
    """The actor named first or second of two: those whom "et" joined last, else the only two persons of the sentences before;
    where only one of the two has the gender told, that one: "Oona Marsel a battu Otto Kern. *La première* ..."."""
    near = [
        r
        for r in recent
        if r.key in entities
        and r.last <= index
        and r.role not in {"adjective", "pronoun"}
        and scan.sentences[index] - scan.sentences[r.head] <= _SENTENCES
    ]
    two = _joined(scan, near) or _only_two(near, entities)
    if two is None:
        return None
    fitting = [key for key in two if entities[key].gender in {"", gender}]
    return fitting[0] if len(fitting) == 1 else two[place]


def _joined(scan: Scan, near: list[Reference]) -> tuple[str, str] | None:
    """The last two whom "et" or "entre ... et" joined: "*Otto Kern* et *Oona Marsel*"."""
    starts = {r.first: r for r in near}
    for reference in reversed(near):
        last = reference.last
        if last + 2 >= len(scan) or scan.folds[last] not in scan.small.joining:
            continue
        for first in (last + 1, last + 2):
            other = starts.get(first)
            if other is not None and other.key != reference.key:
                return reference.key, other.key
    return None


def _only_two(near: list[Reference], entities: dict[str, Entity]) -> tuple[str, str] | None:
    keys = list(dict.fromkeys(r.key for r in near if entities[r.key].kind is ActorKind.PERSON))
    return (keys[0], keys[1]) if len(keys) == 2 else None
