"""events."""

from __future__ import annotations

from recoupe.annotate.reading import Reading
from recoupe.model import Event


def find_events(reading: Reading) -> list[Event]:
    return []
