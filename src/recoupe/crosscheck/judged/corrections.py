"""Records of articles as a person has corrected them: who says it, when, in what mode; and of what kind a copy is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from recoupe.annotate.actors.lexicon import fold, slug
from recoupe.annotate.times.calendar import interval
from recoupe.crosscheck.judged.finding import is_near, is_same
from recoupe.crosscheck.judged.regrouping import Members
from recoupe.crosscheck.sketches import sketch_article
from recoupe.decisions import Decision, DecisionKind, PassageAnchor, RowAnchor
from recoupe.model import (
    Actor,
    ActorKind,
    Annotation,
    Attribution,
    Event,
    EventModality,
    MatchKind,
    Mention,
    PassageMatch,
    Place,
    Position,
    Quantity,
    SaidModality,
    Speaker,
    SpeakerKind,
)

NO_COPY = "none"

PARTICLES = frozenset(["al", "ben", "bin", "da", "de", "del", "di", "du", "el", "van", "von"])
Copies = dict[str, list[tuple[Place, Place]]]

SPEAKER_KINDS = {
    ActorKind.PERSON: SpeakerKind.NAMED_PERSON,
    ActorKind.MEDIA: SpeakerKind.MEDIA,
    ActorKind.DOCUMENT: SpeakerKind.DOCUMENT,
    ActorKind.COLLECTIVE: SpeakerKind.ANONYMOUS,
    ActorKind.ANONYMOUS: SpeakerKind.ANONYMOUS,
}
LAYER_OF = {
    "event": "events",
    "statement": "attributions",
    "position": "positions",
    "quantity": "quantities",
}


def correct_copying(matches: Sequence[PassageMatch], decisions: Sequence[Decision]) -> list[PassageMatch]:
    """The matches with the kinds that were decided; those decided to be no copies are left out."""
    rulings: dict[frozenset[str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.kind is DecisionKind.COPYING:
            rulings[frozenset(passage.article for passage in decision.passages)].append(decision)
    kept = []
    for match in matches:
        kind: str = match.kind
        for decision in rulings.get(frozenset((match.earlier.id, match.later.id)), ()) if rulings else ():
            if _is_match(decision.passages, match):
                kind = decision.values["kind"]
        if kind != NO_COPY:
            kept.append(match if kind == match.kind else msgspec.structs.replace(match, kind=MatchKind(kind)))
    return kept


def _is_match(anchors: Sequence[PassageAnchor], match: PassageMatch) -> bool:
    """Whether two anchors are the two sides of a match, whichever was first."""
    if len(anchors) != 2:
        return False
    earlier, later = ((place.id, place.start, place.end) for place in (match.earlier, match.later))
    one, other = anchors
    return (is_same(one, earlier) and is_same(other, later)) or (
        is_same(one, later) and is_same(other, earlier)
    )


def corrected_articles(matches: Sequence[PassageMatch], decisions: Sequence[Decision]) -> set[str]:
    """The ids of the articles whose records are corrected."""
    rows = [one.row for one in decisions if one.kind is DecisionKind.CORRECT and one.row is not None]
    copies = _copies(matches) if rows else {}
    return {passage.article for row in rows for passage in _everywhere(row.passages, copies)}


def correct_records(
    annotations: Sequence[Annotation], matches: Sequence[PassageMatch], decisions: Sequence[Decision]
) -> tuple[list[Annotation], list[Decision]]:
    """The annotations with their records as they were corrected, and what joins the speakers named there with who they are.

    ``annotations`` are those that ``corrected_articles`` names. A correction holds for every passage of its row, and
    wherever its words are copied, whichever article comes later. The second part are merges of one actor each, for
    ``Regrouping``.
    """
    corrections = [decision for decision in decisions if decision.kind is DecisionKind.CORRECT]
    drafts = {annotation.id: _Draft(annotation) for annotation in annotations}
    members = Members([sketch_article(annotation) for annotation in annotations])
    copies = _copies(matches)
    merges = []
    for decision in corrections:
        assert decision.row is not None
        added = []
        for passage in _everywhere(decision.row.passages, copies):
            if passage.article in drafts:
                added += drafts[passage.article].correct(decision, decision.row, passage, members)
        for anchor in decision.actors if added else ():
            whole = msgspec.structs.replace(anchor, mentions=(*anchor.mentions, *added))
            merges.append(msgspec.structs.replace(decision, kind=DecisionKind.MERGE, actors=(whole,)))
    return [drafts[annotation.id].finished() for annotation in annotations], merges


def _copies(matches: Sequence[PassageMatch]) -> Copies:
    """By article, each of its passages that stands in another article, and where."""
    table: Copies = defaultdict(list)
    for match in matches:
        if match.kind is not MatchKind.BOILERPLATE and match.earlier.id != match.later.id:
            table[match.earlier.id].append((match.earlier, match.later))
            table[match.later.id].append((match.later, match.earlier))
    return table


def _everywhere(passages: Sequence[PassageAnchor], copies: Copies) -> Iterator[PassageAnchor]:
    """These passages, then where their words stand in copies of them."""
    yield from passages
    for passage in passages:
        for here, there in copies.get(passage.article, ()):
            if here.start <= passage.start and passage.end <= here.end:
                stretch = (there.end - there.start) / max(1, here.end - here.start)
                start, end = (
                    there.start + round((at - here.start) * stretch) for at in (passage.start, passage.end)
                )
                yield PassageAnchor(article=there.id, id=there.id, start=start, end=end)


class _Draft:
    """An annotation whose records are being corrected."""

    def __init__(self, annotation: Annotation):
        self.annotation = annotation
        self.layers: dict[str, list[Any]] = {}

    def finished(self) -> Annotation:
        changed = {name: tuple(records) for name, records in self.layers.items()}
        return msgspec.structs.replace(self.annotation, **changed) if changed else self.annotation

    def layer(self, name: str) -> list[Any]:
        return self.layers.setdefault(name, list(getattr(self.annotation, name)))

    def correct(
        self, decision: Decision, row: RowAnchor, passage: PassageAnchor, members: Members
    ) -> list[PassageAnchor]:
        """Correct the records of a row that stand at a passage; a place in the article for each actor that was added to it."""
        records = self.layer(LAYER_OF[row.row]) if row.row in LAYER_OF else []
        added: list[PassageAnchor] = []
        for number in self._at(passage, records, row.type):
            record = records[number]
            record = _in_mode(_on_date(record, decision.values), decision.values)
            if "speaker" in decision.values:
                key, new = self._actor(decision, members)
                here = self.annotation.id
                added += [PassageAnchor(article=here, id=here, start=0, end=0)] if new else []
                record = self._said_by(record, key, decision)
            records[number] = record
            self._date_attribution(record, decision.values)
        return added

    def _at(self, passage: PassageAnchor, records: Sequence[Any], type: str | None) -> list[int]:
        """The numbers of the records at a passage, events of this type only; of those nearly there where none is."""
        for meets in (is_same, is_near):
            found = [
                number
                for number, record in enumerate(records)
                if meets(passage, (self.annotation.id, record.start, record.end))
                and (not isinstance(record, Event) or record.type == type)
            ]
            if found:
                return found
        return []

    def _said_by(self, record: Any, key: str, decision: Decision) -> Any:
        """A record with another speaker, holder or owner."""
        if isinstance(record, Attribution):
            return msgspec.structs.replace(record, speaker=self._speaker(record, key, decision))
        if isinstance(record, Position):
            record = msgspec.structs.replace(record, holder=key)
        if record.attribution is not None:
            attributions = self.layer("attributions")
            said = attributions[record.attribution]
            attributions[record.attribution] = self._said_by(said, key, decision)
        return record

    def _speaker(self, attribution: Attribution, key: str, decision: Decision) -> Speaker:
        """The speaker where an article first mentions it; where it does not, at the beginning of what is said, in no words."""
        mention = min((m for m in self.annotation.mentions if m.actor == key), key=_start, default=None)
        actor = next(actor for actor in self.layer("actors") if actor.key == key)
        return Speaker(
            start=mention.start if mention else attribution.start,
            end=mention.end if mention else attribution.start,
            name=decision.values["speaker"],
            kind=SPEAKER_KINDS.get(actor.kind, SpeakerKind.INSTITUTION),
            actor=key,
        )

    def _actor(self, decision: Decision, members: Members) -> tuple[str, bool]:
        """The key in this article of who is named, and whether the article had no such actor before."""
        name = decision.values["speaker"]
        for anchor in decision.actors:
            for passage in anchor.mentions:
                if passage.article == self.annotation.id and (known := members.at(passage)):
                    return known[0][1], False
        actors = self.layer("actors")
        for actor in actors:
            if fold(actor.name) == fold(name):
                return actor.key, False
        kind = decision.actors[0].kind if decision.actors else _kind_of(name)
        actors.append(Actor(key=f"decided-{slug(name)}", name=name, kind=kind))
        return actors[-1].key, True

    def _date_attribution(self, record: Any, values: Mapping[str, str]) -> None:
        """The day of a position is that of the words it stands in."""
        if isinstance(record, Position) and record.attribution is not None and "date" in values:
            attributions = self.layer("attributions")
            attributions[record.attribution] = _on_date(attributions[record.attribution], values)


def _start(mention: Mention) -> int:
    return mention.start


def _on_date(record: Any, values: Mapping[str, str]) -> Any:
    """A record with the days of the date that was decided."""
    days = interval(values["date"]) if "date" in values else None
    if days is None:
        return record
    if isinstance(record, Event | Attribution):
        return msgspec.structs.replace(record, earliest=days[0], latest=days[1])
    if isinstance(record, Quantity):
        return msgspec.structs.replace(record, as_of=values["date"])
    return record


def _in_mode(record: Any, values: Mapping[str, str]) -> Any:
    """A record in the mode that was decided."""
    if "modality" not in values:
        return record
    if isinstance(record, Event):
        return msgspec.structs.replace(record, modality=EventModality(values["modality"]))
    if isinstance(record, Attribution):
        return msgspec.structs.replace(record, modality=SaidModality(values["modality"]))
    return record


def _kind_of(name: str) -> ActorKind:
    """What a name that no article has stands for: words in small letters beside a particle make no person's name.

    >>> _kind_of("Ilda van Marsan").value, _kind_of("le ministère de l'Eau").value
    ('person', 'institution')
    """
    words = [word for word in name.split() if word not in PARTICLES]
    return ActorKind.PERSON if words and all(word[0].isupper() for word in words) else ActorKind.INSTITUTION
