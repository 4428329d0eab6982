"""The constructions' own examples are read: each `sentence` → `content` in a docstring holds."""

from __future__ import annotations

import importlib
import inspect
import re

import pytest
from test_attributions import contents, needs_parser

MODULES = (
    "addressees",
    "colons",
    "constructions",
    "extents",
    "framed",
    "frames",
    "nouns_of_saying",
    "objects",
    "subjects",
    "tallies",
)
EXAMPLE = re.compile(r"`([^`]+)` → `([^`]+)`")


def examples() -> list[tuple[str, str, str]]:
    """Module and function, sentence and content of every example, in the order of the source."""
    found = []
    for name in MODULES:
        module = importlib.import_module(f"recoupe.annotate.attributions.{name}")
        for owner, value in sorted(vars(module).items()):
            if inspect.isfunction(value) and value.__module__ == module.__name__:
                text = " ".join((value.__doc__ or "").split())
                found += [(f"{name}.{owner}", *pair) for pair in EXAMPLE.findall(text)]
    return found


def test_there_are_examples() -> None:
    assert len(examples()) >= 8


@needs_parser
@pytest.mark.parametrize(("owner", "sentence", "content"), examples())
def test_the_example_of_a_construction_holds(owner: str, sentence: str, content: str) -> None:
    assert content in contents(sentence)
