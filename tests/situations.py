"""Small invented situations for tests: annotated articles made by hand, without the parser."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from recoupe.model import (
    Act,
    Actor,
    ActorKind,
    Annotation,
    Article,
    Attribution,
    Basis,
    Event,
    EventModality,
    EventType,
    Granularity,
    Manner,
    Mention,
    Position,
    Published,
    Quantity,
    Relay,
    Role,
    SaidModality,
    Speaker,
    SpeakerKind,
    Stance,
    Zone,
)

ACTORS = {
    "seranie": Actor(key="seranie", name="Séranie", kind=ActorKind.COUNTRY, country="XSE"),
    "orvanie": Actor(key="orvanie", name="Orvanie", kind=ActorKind.COUNTRY, country="XOR"),
    "alcee": Actor(key="alcee", name="Alcée", kind=ActorKind.COUNTRY, country="XAL"),
    "ilda-marsan": Actor(
        key="ilda-marsan", name="Ilda Marsan", kind=ActorKind.PERSON, country="XSE", office="présidente"
    ),
    "teo-brandt": Actor(key="teo-brandt", name="Teo Brandt", kind=ActorKind.PERSON, country="XOR"),
    "ana-lind": Actor(key="ana-lind", name="Ana Lind", kind=ActorKind.PERSON, country="XSE"),
    "olo-kern": Actor(key="olo-kern", name="Olo Kern", kind=ActorKind.PERSON, country="XOR"),
}
NAMES = {
    "seranie": ("Séranie", "séranienne", "séranien"),
    "orvanie": ("Orvanie", "orvanienne", "orvanien"),
    "alcee": ("Alcée",),
    "ilda-marsan": ("Ilda Marsan", "Marsan"),
    "teo-brandt": ("Teo Brandt", "Brandt"),
    "ana-lind": ("Ana Lind",),
    "olo-kern": ("Olo Kern",),
}


class Draft:
    """An article being annotated: ``Draft("a", text, "2031-03-14").event("a attaqué…", …).done()``."""

    def __init__(self, id: str, text: str, day: str | None, outlet: str | None = None):
        self.text = text
        self.article = Article(id=id, text=text, outlet=outlet, origin=f"{id}.txt")
        self.published = (
            Published(earliest=day, latest=day, granularity=Granularity.DAY, basis=Basis.STATED, because="")
            if day
            else Published(granularity=Granularity.UNKNOWN, basis=Basis.UNKNOWN, because="")
        )
        self.events: list[Event] = []
        self.attributions: list[Attribution] = []
        self.positions: list[Position] = []
        self.quantities: list[Quantity] = []

    def _span(self, words: str) -> dict[str, int]:
        start = self.text.index(words)
        return {"start": start, "end": start + len(words)}

    def said(
        self,
        words: str,
        speaker: str,
        kind: SpeakerKind = SpeakerKind.NAMED_PERSON,
        via: Sequence[str] = (),
        **known: Any,
    ) -> Draft:
        """Somebody says ``words``; ``speaker`` is a key of ``ACTORS`` or words of the text."""
        named = next((n for n in NAMES.get(speaker, (speaker,)) if n in self.text), speaker)
        place = self._span(named)
        self.attributions.append(
            Attribution(
                **self._span(words),
                kind=Manner.INDIRECT,
                speaker=Speaker(
                    **place,
                    name=ACTORS[speaker].name if speaker in ACTORS else named,
                    kind=kind,
                    actor=speaker if speaker in ACTORS else None,
                ),
                cue=None,
                addressee=None,
                via=tuple(Relay(**self._span(name), name=name, kind=SpeakerKind.MEDIA) for name in via),
                **{"modality": SaidModality.ASSERTED, "act": Act.STATEMENT, **known},
            )
        )
        return self

    def event(
        self,
        words: str,
        type: EventType,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        modality: EventModality = EventModality.OCCURRED,
        **known: Any,
    ) -> Draft:
        self.events.append(
            Event(
                **self._span(words),
                type=type,
                actors=tuple(actors),
                recipients=tuple(recipients),
                modality=modality,
                **known,
            )
        )
        return self

    def position(self, words: str, holder: str, stance: Stance, target: str, **known: Any) -> Draft:
        self.positions.append(
            Position(**self._span(words), holder=holder, stance=stance, target=target, **known)
        )
        return self

    def quantity(
        self, words: str, what: str, low: float | None, high: float | None, unit: str, **known: Any
    ) -> Draft:
        self.quantities.append(
            Quantity(**self._span(words), what=what, minimum=low, maximum=high, unit=unit, **known)
        )
        return self

    def done(self) -> Annotation:
        """The annotation, with a mention for every name of ``NAMES`` that stands in the text."""
        mentions = []
        for key, names in NAMES.items():
            taken: list[int] = []
            for name in names:
                at = self.text.find(name)
                while at >= 0:
                    if at not in taken:
                        taken.append(at)
                        mentions.append(Mention(start=at, end=at + len(name), actor=key))
                    at = self.text.find(name, at + 1)
        used = {m.actor for m in mentions}
        used |= {key for e in self.events for key in (*e.actors, *e.recipients)} | {
            p.holder for p in self.positions
        }
        place, zones = 0, []
        for line in self.text.split("\n"):
            if line.strip():
                zones.append(Zone(start=place, end=place + len(line), role=Role.BODY))
            place += len(line) + 1
        return Annotation(
            article=self.article,
            language="fr",
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            published=self.published,
            zones=tuple(zones),
            actors=tuple(actor for key, actor in ACTORS.items() if key in used),
            mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
            attributions=tuple(self.attributions),
            events=tuple(self.events),
            positions=tuple(self.positions),
            quantities=tuple(self.quantities),
        )
