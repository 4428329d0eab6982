"""What one article tells twice: when two tellings are one happening, and what each adds."""

from __future__ import annotations

from recoupe.model import Event, EventModality, EventType


def same_happening(told: Event, again: Event, definite: bool) -> bool:
    """Whether an event is one that the article has told already.

    Same type, actors and recipients that do not differ, times that meet, and the same modality; a definite noun
    (« l'attaque ») that names no one else takes up what was told, whatever its modality.
    """
    if not _agree(told.actors, again.actors) or not _agree(told.recipients, again.recipients):
        return False
    unnamed = definite and not again.actors and not again.recipients
    alike = (
        unnamed and told.type is not EventType.PROTEST
    )  # « l'attaque » is any assault, « la marche » is no strike
    if told.mode and again.mode and told.mode != again.mode and not alike:
        return False
    if told.place and again.place and told.place.casefold() != again.place.casefold():
        return False
    if told.earliest and again.earliest and (told.latest or told.earliest) < again.earliest:
        return False
    if told.earliest and again.earliest and (again.latest or again.earliest) < told.earliest:
        return False
    shared = set(told.actors) & set(again.actors) or set(told.recipients) & set(again.recipients)
    if again.place and not told.place and not shared:
        return False
    if told.modality is again.modality:
        return bool(shared) or definite
    return definite and told.modality is not EventModality.DENIED and again.modality is EventModality.OCCURRED


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def merge(told: Event, again: Event) -> Event:
    """The first telling, with what only the later one says: who, mode, place, time.

    Where the first names nobody, the later words stand for both.
    """
    if not (told.actors or told.recipients) and again.actors:
        told, again = again, told
    return Event(
        start=told.start,
        end=told.end,
        type=told.type,
        mode=told.mode or again.mode,
        actors=told.actors or again.actors,
        recipients=told.recipients or tuple(key for key in again.recipients if key not in told.actors),
        place=told.place or again.place,
        earliest=told.earliest or again.earliest,
        latest=told.latest if told.earliest else again.latest,
        modality=told.modality,
        attribution=told.attribution,
        cue=told.cue,
        condition=told.condition,
    )
