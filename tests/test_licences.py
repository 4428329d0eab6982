"""What Recoupe needs may be passed on with it: no library of its own, and none that these need, is under GPL or AGPL."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

REFUSED = re.compile(r"\b(?:A?GPL(?:[- ]?v?\d.*)?|GNU (?:Affero )?General Public License.*)", re.IGNORECASE)
ALLOWED_BESIDE = re.compile(r"\bLGPL|Lesser General Public|MPL|Mozilla", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z0-9._-]+")


def needed(name: str, seen: set[str]) -> None:
    """Put a distribution and everything installed that it needs among those seen; what only its extras need is left out."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    try:
        requirements = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    seen.add(key)
    for requirement in requirements:
        found = NAME.match(requirement)
        if found and not re.search(r"extra\s*==", requirement):
            needed(found[0], seen)


def licences(name: str) -> list[str]:
    """What a distribution says of its licence."""
    about = metadata.metadata(name)
    stated = [about.get("License-Expression") or "", (about.get("License") or "")[:200]]
    return [
        each
        for each in [*stated, *(about.get_all("Classifier") or [])]
        if each and (each in stated or each.startswith("License ::"))
    ]


def is_refused(stated: list[str]) -> bool:
    """Whether a licence is one of those refused: of several to choose from, one that is not is enough."""
    choices = [choice for each in stated for choice in re.split(r"\bOR\b|/", each)]
    bad = [choice for choice in choices if REFUSED.search(choice) and not ALLOWED_BESIDE.search(choice)]
    return bool(bad) and len(bad) == len([choice for choice in choices if choice.strip()])


def shipped() -> set[str]:
    """Everything installed that Recoupe needs, with all that can be added to it but for what serves its own making."""
    with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = [name for name in project["optional-dependencies"] if name not in ("dev", "benchmarks")]
    stated = [
        *project["dependencies"],
        *(each for extra in extras for each in project["optional-dependencies"][extra]),
    ]
    names: set[str] = set()
    for requirement in stated:
        if (found := NAME.match(requirement)) and found[0] != "recoupe":
            needed(found[0], names)
    return names


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_library_is_not_under_a_licence_that_binds_its_users(name: str) -> None:
    assert not is_refused(licences(name)), licences(name)


@pytest.mark.parametrize(
    ("stated", "refused"),
    [
        (["GPL-3.0-or-later"], True), (["AGPL-3.0"], True), (["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"], True),
        (["MIT"], False), (["LGPL-2.1"], False), (["MPL-2.0 OR GPL-3.0-or-later"], False), (["Apache-2.0 OR BSD-3-Clause"], False),
    ],
)  # fmt: skip
def test_what_is_refused(stated: list[str], refused: bool) -> None:
    assert is_refused(stated) is refused


def test_what_recoupe_needs_is_looked_at() -> None:
    assert {"spacy", "lxml", "pypdfium2", "trafilatura", "fastwarc"} <= shipped()
