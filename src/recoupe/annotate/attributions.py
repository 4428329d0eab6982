"""attributions."""

from __future__ import annotations

from recoupe.annotate.reading import Reading
from recoupe.model import Attribution


def find_attributions(reading: Reading) -> list[Attribution]:
    return []
