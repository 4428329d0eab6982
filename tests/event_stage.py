"""A stage for the tests of events and positions: invented actors set on parsed sentences, no other layer needed."""

from __future__ import annotations

import re

from recoupe.annotate.events import find_events
from recoupe.annotate.reading import Reading, parse
from recoupe.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Event,
    Manner,
    Mention,
    Role,
    SaidModality,
    Span,
    Speaker,
    SpeakerKind,
    Zone,
)

CAST = {
    "val": (ActorKind.COUNTRY, "Valdorie"),
    "ost": (ActorKind.COUNTRY, "Ostravie"),
    "mir": (ActorKind.PERSON, "Lena Mirande"),
    "del": (ActorKind.PERSON, "Omar Delbos"),
    "kes": (ActorKind.PLACE, "Kessim"),
    "mil": (ActorKind.ARMED_GROUP, "milice"),
    "syn": (ActorKind.ORGANISATION, "syndicat"),
    "alb": (ActorKind.PLACE, "Port-Alban"),
}
FORMS = {
    "Valdorie": "val",
    "valdorien": "val",
    "valdorienne": "val",
    "valdoriens": "val",
    "valdoriennes": "val",
    "Ostravie": "ost",
    "ostravien": "ost",
    "ostravienne": "ost",
    "ostraviens": "ost",
    "ostraviennes": "ost",
    "Ostraviens": "ost",
    "Lena Mirande": "mir",
    "Mirande": "mir",
    "Omar Delbos": "del",
    "Delbos": "del",
    "Kessim": "kes",
    "la milice": "mil",
    "La milice": "mil",
    "le syndicat": "syn",
    "Le syndicat": "syn",
    "Port-Alban": "alb",
}
_NAMES = re.compile(r"\b(" + "|".join(sorted(map(re.escape, FORMS), key=len, reverse=True)) + r")\b")


def stage(texts: list[str]) -> list[Reading]:
    """Each text as a parsed reading (paragraphs by line) with the invented actors named in it."""
    return [_cast(reading) for reading in parse(_open(number, text) for number, text in enumerate(texts))]


def _open(number: int, text: str) -> Reading:
    zones = tuple(
        Zone(start=found.start(), end=found.end(), role=Role.BODY)
        for found in re.finditer(r"[^\n]*\S[^\n]*", text)
    )
    return Reading(Article(id=str(number), text=text), "fr", zones)


def _cast(reading: Reading) -> Reading:
    reading.actors = [Actor(key=key, name=name, kind=kind) for key, (kind, name) in CAST.items()]
    reading.mentions = [
        Mention(start=found.start(), end=found.end(), actor=FORMS[found[1]])
        for found in _NAMES.finditer(reading.text)
    ]
    return reading


def only(text: str) -> list[Event]:
    """The events of one text."""
    (reading,) = stage([text])
    return find_events(reading)


def said(text: str, content: str, cue: str, act: Act) -> list[Event]:
    """The events of a text in which Omar Delbos says some words, with the verb that says so."""
    (reading,) = stage([text])
    start = text.index(content)
    at = text.index(cue)
    reading.attributions = [
        Attribution(
            start=start,
            end=start + len(content),
            kind=Manner.INDIRECT,
            speaker=Speaker(start=0, end=1, name="?", kind=SpeakerKind.NAMED_PERSON, actor="del"),
            cue=Span(start=at, end=at + len(cue)),
            addressee=None,
            via=(),
            modality=SaidModality.ASSERTED,
            act=act,
        )
    ]
    return find_events(reading)
