"""positions."""

from __future__ import annotations

from recoupe.annotate.reading import Reading
from recoupe.model import Position


def find_positions(reading: Reading) -> list[Position]:
    return []
