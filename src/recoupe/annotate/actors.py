"""actors."""

from __future__ import annotations

from recoupe.annotate.reading import Reading
from recoupe.model import Actor, Mention


def find_actors(reading: Reading) -> tuple[list[Actor], list[Mention]]:
    return [], []
