"""Attributions: invented sentences with gold as a gate with floors, the lexicon's examples, and properties of any text."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.commitment import is_conditional, is_future
from recoupe.annotate.quotes import find_quotes
from recoupe.annotate.reading import Reading, Token, has_parser, parse
from recoupe.languages import word_list
from recoupe.model import Article, Attribution, Role, SaidModality, Zone

needs_parser = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")
GOLD = Path(__file__).parent / "gold_attributions_fr.txt"
FLOORS = {"precision": 0.0, "recall": 0.0, "f1": 0.0, "speaker": 0.0}
MARKS = ' \t\n\u00a0«»“”"‹›,;:.'


class Expected(NamedTuple):
    """One line of gold; None where the line leaves a field open."""

    content: str
    speaker: str | None = None
    addressee: str | None = None
    via: str | None = None
    modality: str | None = None


def read(text: str, *, role: Role = Role.BODY) -> Reading:
    """A parsed reading of a text whose lines are its paragraphs, without times and actors."""
    zones, start = [], 0
    for line in text.split("\n"):
        left = start + len(line) - len(line.lstrip())
        if line.strip():
            zones.append(Zone(start=left, end=left + len(line.strip()), role=role))
        start += len(line) + 1
    reading = next(iter(parse([Reading(Article(id="a", text=text), "fr", tuple(zones))])))
    reading.quotes = find_quotes(reading)
    return reading


def attributions(text: str) -> list[Attribution]:
    return find_attributions(read(text))


def contents(text: str) -> list[str]:
    return [text[one.start : one.end] for one in attributions(text)]


@cache
def gold() -> list[tuple[str, list[Expected]]]:
    found: list[tuple[str, list[Expected]]] = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            fields = [field.strip() or None for field in line[2:].split("|")]
            found[-1][1].append(Expected(*fields))  # type: ignore[arg-type]
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - {"le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "m"}


def overlap(text: str, expected: str, one: Attribution) -> float:
    """Intersection over union of an expected content and a found one, in characters."""
    start = text.index(expected)
    end = start + len(expected)
    shared = min(end, one.end) - max(start, one.start)
    return shared / (max(end, one.end) - min(start, one.start)) if shared > 0 else 0.0


def same_name(expected: str | None, name: str | None) -> bool:
    if expected is None:
        return True
    if expected == "-":
        return name is None
    return name is not None and (words(expected) <= words(name) or words(name) <= words(expected))


class Scores(NamedTuple):
    precision: float
    recall: float
    f1: float
    speaker: float
    misses: list[str]


@cache
def scores() -> Scores:
    """Content at overlap of one half; ``speaker`` is the share of found ones whose other fields are right too."""
    hits = right = found = expected_count = 0
    misses = []
    for text, expected in gold():
        ones = attributions(text)
        found, expected_count = found + len(ones), expected_count + len(expected)
        free = list(ones)
        for line in expected:
            best = max(free, key=lambda one: (overlap(text, line.content, one), _agrees(line, one)), default=None)
            if best is None or overlap(text, line.content, best) < 0.5:
                misses.append(f"missed: {line.content} <- {text}")
                continue
            free.remove(best)
            hits += 1
            right += _agrees(line, best)
            if not _agrees(line, best):
                misses.append(f"fields: {line} {best} <- {text}")
        misses += [f"false: {text[one.start : one.end]} <- {text}" for one in free]
    precision, recall = hits / found, hits / expected_count
    return Scores(precision, recall, 2 * precision * recall / (precision + recall), right / hits, misses)


def _agrees(line: Expected, one: Attribution) -> bool:
    via = " > ".join(relay.name for relay in one.via) or None
    return (
        same_name(line.speaker, one.speaker.name if one.speaker else None)
        and same_name(line.addressee, one.addressee.name if one.addressee else None)
        and same_name(line.via, via)
        and line.modality in (None, one.modality.value)
    )


def test_gold_is_large_enough() -> None:
    assert len(gold()) >= 250
    assert sum(not expected for _, expected in gold()) >= 80


@needs_parser
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_scores_do_not_fall(name: str) -> None:
    result = scores()
    assert getattr(result, name) >= FLOORS[name], "\n".join(result.misses)
