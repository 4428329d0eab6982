"""From chapters to their rows; those that are known already are not told again, the others are told by several processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Protocol

import msgspec

from recoupe.crosscheck.actor_rows import find_active
from recoupe.crosscheck.chapters import Division
from recoupe.crosscheck.claims import gather_claims
from recoupe.crosscheck.judged.rulings import Rulings
from recoupe.crosscheck.ledger import keep_ledger
from recoupe.crosscheck.lineages import trace_lineages
from recoupe.crosscheck.relations import relate_claims
from recoupe.crosscheck.rows import write_rows
from recoupe.crosscheck.situation import Situation
from recoupe.model import AccountRow, Chapter
from recoupe.processes import map_in_processes

FEW = 8  # chapters that are told before a second process has started


class Told(Protocol):
    """A chapter that is told: made just now, or kept (``model.Chapter`` says what each part is)."""

    @property
    def digest(self) -> str: ...

    @property
    def rows(self) -> Sequence[AccountRow]: ...

    @property
    def active(self) -> Sequence[str]: ...


Kept = Callable[[str], Told | None]
_Untold = tuple[int, str, Situation]


def tell_chapters(
    divided: Sequence[Division],
    rulings: Rulings,
    read: Callable[[Sequence[str], Rulings], Situation],
    kept: Kept,
    workers: int = 1,
) -> list[Told]:
    """What each part of a dossier tells, in the order given; as ``kept`` gives it for a digest, if it does.

    ``read`` reads the articles of a part that is to be told, of which this was ruled. ``workers`` processes share
    these, where they are more than a few.
    """
    ruled = rulings.divide([division.articles for division in divided])
    chapters: dict[int, Told] = {}

    def untold() -> Iterator[_Untold]:
        for number, (division, here) in enumerate(zip(divided, ruled, strict=True)):
            digest = here.mark(division.digest)
            if (known := kept(digest)) is not None:
                chapters[number] = known
            else:
                yield number, digest, read(division.articles, here)

    left = untold()
    first = list(islice(left, FEW if workers > 1 else 0))
    if workers > 1 and len(first) == FEW:
        chapters.update(_tell_in_processes(chain(first, left), workers))
    else:
        chapters.update((number, _tell(digest, part)) for number, digest, part in chain(first, left))
    return [chapters[number] for number in range(len(chapters))]


def _tell(digest: str, situation: Situation) -> Chapter:
    lineages = trace_lineages(
        situation.annotations,
        situation.matches,
        situation.identities,
        situation.language,
        situation.retellings,
    )
    claims = gather_claims(situation)
    bearing = situation.rulings.without_rejected(claims)
    links = situation.rulings.without_rejected_links(relate_claims(situation, bearing), claims)
    items = keep_ledger(situation, bearing)
    rows = write_rows(situation, lineages, claims, links, items)
    return Chapter(digest=digest, rows=rows, active=find_active(claims))


def _tell_in_processes(untold: Iterable[_Untold], workers: int) -> Iterator[tuple[int, Chapter]]:
    """Told chapters with their numbers; situations go to the processes and chapters come back as bytes."""
    numbers: list[int] = []

    def packed() -> Iterator[bytes]:
        for number, digest, part in untold:
            numbers.append(number)
            yield pickle.dumps((digest, part))

    told = map_in_processes(_tell_packed, packed(), workers)
    for place, chapter in enumerate(told):
        yield numbers[place], msgspec.msgpack.decode(chapter, type=Chapter)


def _tell_packed(packed: bytes) -> bytes:
    return msgspec.msgpack.encode(_tell(*pickle.loads(packed)))
