"""The measure of the parser's errors: it tells constructions apart and counts a wrong speaker as wrong."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from recoupe.annotate.reading import has_parser

pytestmark = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")


@cache
def bench() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "parser.py"))


def counts(text: str, content: str, speaker: str) -> dict[str, tuple[int, int]]:
    """For each construction of one sentence: whether the parser and Recoupe are right."""
    found = bench()["measure"]([bench()["Said"](text, content, speaker)])
    return {name: (count["parser"], count["recoupe"]) for name, count in found.items() if count["sentences"]}


@pytest.mark.parametrize(
    ("text", "content", "speaker", "constructions"),
    [
        ("Lise Aubin affirme que la digue tient.", "la digue tient", "Lise Aubin", {"subject first, no marks"}),
        ("La digue tient, affirme Lise Aubin.", "La digue tient", "Lise Aubin", {"inverted subject"}),
        ("La digue, dit Lise Aubin, tient bon.", "La digue, dit Lise Aubin, tient bon", "Lise Aubin",
         {"inverted subject", "incise in mid-sentence"}),
        ("« La digue tient », affirme Lise Aubin.", "La digue tient", "Lise Aubin",
         {"inverted subject", "quotation marks"}),
        ("Selon Lise Aubin, la digue tient.", "la digue tient", "Lise Aubin", set()),
        ("La baisse, promise par la ville, tarde.", "La baisse", "ville", set()),
    ],
)  # fmt: skip
def test_constructions_are_told_by_the_surface(
    text: str, content: str, speaker: str, constructions: set[str]
) -> None:
    assert set(counts(text, content, speaker)) == constructions


def test_only_the_gold_speaker_is_right() -> None:
    text, content = "Lise Aubin affirme que le maire ment.", "le maire ment"
    assert counts(text, content, "Lise Aubin") == {"subject first, no marks": (1, 1)}
    text, content = "Le maire ment, affirme Lise Aubin à Tarque.", "Le maire ment"
    assert counts(text, content, "Tarque") == {"inverted subject": (0, 0)}


def test_lines_of_gold_stand_in_their_sentence() -> None:
    lines = list(bench()["read_gold"]())
    assert len(lines) > 200
    assert all(line.speaker in line.text and line.content in line.text for line in lines)
