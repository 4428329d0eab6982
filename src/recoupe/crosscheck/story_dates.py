"""The dates of all articles of a dossier, story by story; what stands of a story from before is not worked out again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from recoupe import __version__
from recoupe.crosscheck.dating import date_alone, date_articles
from recoupe.crosscheck.sketches import Articles, Sketch
from recoupe.model import PassageMatch, Published


class Memory(Protocol):
    """What was worked out before, by a digest of all that it was made of."""

    def recall(self, digests: Iterable[bytes]) -> dict[bytes, bytes]: ...

    def keep(self, fresh: Mapping[bytes, bytes]) -> None: ...


def date_stories(
    articles: Articles,
    matches: Sequence[PassageMatch],
    stories: Mapping[str, str],
    language: str,
    memory: Memory | None = None,
) -> dict[str, Published]:
    """When each article was published, by itself and by the others of its story; keys are article ids.

    The same as ``date_articles`` gives for all of them at once: no bound is carried from one story to another.
    """
    members: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in articles.sketches:
        members[stories[sketch.id]].append(sketch)
    within: dict[str, list[PassageMatch]] = defaultdict(list)
    for match in matches:
        if stories[match.earlier.id] == stories[match.later.id]:
            within[stories[match.later.id]].append(match)
    published = {
        sketch.id: date_alone(sketch.published, language)
        for held in members.values()
        for sketch in held
        if len(held) == 1
    }
    digests = {
        _digest(held, within[story], language): story for story, held in members.items() if len(held) > 1
    }
    known = memory.recall(digests) if memory is not None else {}
    fresh = {}
    for digest, story in digests.items():
        if digest in known:
            published |= msgspec.msgpack.decode(known[digest], type=dict[str, Published])
            continue
        annotations = articles.read([sketch.id for sketch in members[story]])
        told = {sketch.id: story for sketch in members[story]}
        found = date_articles(annotations, within[story], told, language)
        fresh[digest] = msgspec.msgpack.encode(found)
        published |= found
    if memory is not None:
        memory.keep(fresh)
    return published


def _digest(sketches: Sequence[Sketch], matches: Sequence[PassageMatch], language: str) -> bytes:
    """What stands for everything that the dates of a story are made of."""
    made_of = [__version__, language, [sketch.digest for sketch in sketches], matches]
    return hashlib.sha256(msgspec.msgpack.encode(made_of)).digest()[:16]
