"""The public surface: what a user of the library imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

import recoupe


@pytest.mark.parametrize("name", recoupe.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(recoupe, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        recoupe.nothing_of_ours  # noqa: B018


def test_importing_recoupe_loads_no_parser() -> None:
    code = "import sys, recoupe, recoupe.cli; sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
