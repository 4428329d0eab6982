"""The date an article states."""

from __future__ import annotations

from recoupe.annotate.reading import UNDATED, Reading
from recoupe.model import Published


def date_article(reading: Reading) -> Published:
    return UNDATED
