"""Gold of invented paragraphs: reading its files, annotating its texts, and scores by layer and measure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gold.build import build

from recoupe.annotate import annotate
from recoupe.evaluation import evaluate_annotations
from recoupe.lines import annotation_line
from recoupe.model import Article

GOLD = Path(__file__).parent / "gold"

Line = dict[str, Any]


def read(name: str) -> list[Line]:
    """The lines of one file of ``tests/gold``, without its ending."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def annotated(name: str, language: str = "fr") -> list[Line]:
    """What Recoupe finds in the texts of one file."""
    articles = [
        Article(id=row["id"], text=row["text"], stated_date=row["published"], language=language)
        for row in read(name)
    ]
    return [annotation_line(annotation) for annotation in annotate(articles)]


def f1_scores(gold: Iterable[Line], found: Iterable[Line]) -> dict[tuple[str, str], float]:
    """F1 in per cent by layer and measure."""
    scores = evaluate_annotations(list(gold), list(found))
    return {(score.layer, score.measure): score.f1 for score in scores}


def check_built(source: Path, *known: Any, **named: Any) -> None:
    """The files beside a source are those that ``gold.build`` makes of it."""
    for name, content in build(source.read_text(encoding="utf-8"), *known, **named).items():
        assert (GOLD / name).read_text(encoding="utf-8") == content, f"run tests/gold/build.py: {name}"
