"""Threats that are told by their words alone, by nobody's verb: « La Valdorie a averti que l'eau serait coupée »."""

from __future__ import annotations

from bisect import bisect_left

from recoupe.annotate.events.conditions import Conditions
from recoupe.annotate.events.roles import Cast, is_passive, subjects
from recoupe.annotate.events.scene import Scene
from recoupe.annotate.events.verb_forms import form_of
from recoupe.annotate.reading import Reading, Token
from recoupe.model import Act, Event, EventModality, EventType, Span


def threats_said(
    reading: Reading, cast: Cast, conditions: Conditions, scene: Scene, events: list[Event]
) -> list[Event]:
    """What is said as a threat, where no event tells it yet: « La Valdorie a averti que *l'eau serait coupée si la milice restait* »."""
    taken = [event for event in events if event.type is EventType.THREATEN]
    found = []
    for index, said in enumerate(reading.attributions):
        if said.act is not Act.THREAT or any(
            event.start < said.end and said.start < event.end for event in taken
        ):
            continue
        verb = _threatening_verb(reading, cast, conditions, said.start, said.end)
        speakers = scene.speaker_in(index)
        if verb is None or not speakers:
            continue
        condition = conditions.on(verb)
        found.append(
            Event(
                start=said.start,
                end=said.end,
                type=EventType.THREATEN,
                actors=tuple(speakers),
                recipients=(),
                modality=EventModality.THREATENED,
                attribution=index,
                cue=Span(start=verb.start, end=verb.end),
                condition=conditions.words_of(condition) if condition else None,
            )
        )
    return found


def _threatening_verb(
    reading: Reading, cast: Cast, conditions: Conditions, start: int, end: int
) -> Token | None:
    """The first verb of what is said that tells of what is to come."""
    tokens = reading.tokens
    at = bisect_left(tokens, start, key=lambda token: token.start)
    while at < len(tokens) and tokens[at].start < end:
        token = tokens[at]
        if token.pos == "VERB" and form_of(token) in ("future", "conditional"):
            return None if conditions.inside(token) or _is_nobodys(token, cast) else token
        at += 1
    return None


def _is_nobodys(verb: Token, cast: Cast) -> bool:
    """« Toute tentative *coûterait* des vies », warns someone: a thing does it, and no one threatens."""
    heads = subjects(verb)
    return (
        bool(heads)
        and not is_passive(verb)
        and all(head.pos == "NOUN" and not cast.named(head, inside=False) for head in heads)
    )
