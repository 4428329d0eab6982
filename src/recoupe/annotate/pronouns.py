"""Pronouns and the actor they stand for."""

from __future__ import annotations

from recoupe.annotate.joining import Entity
from recoupe.annotate.names import Reference, Scan


def find_pronouns(scan: Scan, references: list[Reference], entities: dict[str, Entity]) -> list[Reference]:
    """No pronoun is resolved yet."""
    return []
