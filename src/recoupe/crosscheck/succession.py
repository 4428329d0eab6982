"""Who took whose place, as the articles tell it: « Ana Lind, qui a succédé à Olo Kern », « son successeur, Olo Kern »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recoupe.crosscheck.situation import Situation
from recoupe.crosscheck.told import stretches
from recoupe.languages import word_list
from recoupe.model import ActorKind, Annotation


def find_successions(situation: Situation) -> frozenset[frozenset[str]]:
    """The pairs of persons (account keys) of whom one took the other's place, whichever was first.

    « Ana Lind a remplacé Olo Kern » names both in a sentence; « Olo Kern est parti. Ana Lind lui succède » in two; so does « Olo
    Kern a démissionné. La nouvelle ministre, Ana Lind, … ».
    """
    return frozenset(
        pair for annotation in situation.annotations for pair in _in_article(situation, annotation)
    )


def _in_article(situation: Situation, annotation: Annotation) -> Iterator[frozenset[str]]:
    before: list[str] = []
    left = False
    for start, end in stretches(annotation):
        text = annotation.text[start:end].lower().replace("’", "'")
        if (not_so := _pattern(annotation.language, "and_not").search(text)) is not None:
            end, text = start + not_so.start(), text[: not_so.start()]
        named = _persons(situation, annotation, start, end)
        cue = _pattern(annotation.language, "succeeds").search(text)
        if cue is not None:
            behind = _persons(situation, annotation, start + cue.end(), end)
            if len(named) == 2:
                yield frozenset(named)
            elif len(behind) == 2:
                yield frozenset(behind)
            elif len({*named, *before}) == 2 and named:
                yield frozenset({*named, *before})
        elif (
            left
            and len(named) == len(before) == 1
            and _pattern(annotation.language, "takes_office").search(text)
        ):
            yield frozenset({*named, *before})
        before, left = named, _pattern(annotation.language, "leaves").search(text) is not None


def _persons(situation: Situation, annotation: Annotation, start: int, end: int) -> list[str]:
    """The persons named in a stretch by a proper name, each once."""
    keys = [
        situation.identities.key(annotation.id, mention.actor)
        for mention in situation.mentions_between(annotation.id, start, end)
    ]
    actors = situation.identities.actors
    return [
        key
        for key in dict.fromkeys(keys)
        if actors[key].kind is ActorKind.PERSON and actors[key].name[:1].isupper()
    ]


@cache
def _pattern(language: str, table: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list(language, "kin").get(table, ()))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"\Z\A")
