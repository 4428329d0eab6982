"""What is particular to a language: word lists as TOML in ``fr/`` and ``en/``, and the few rules that need code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("fr", "en")


@cache
def word_list(language: str, name: str) -> dict[str, Any]:
    """The tables of ``languages/<language>/<name>.toml``; an empty dict where the language has no such list."""
    if language not in LANGUAGES:
        return {}
    path = resources.files(__package__) / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def identify_language(text: str) -> str:
    """The ISO 639-1 code of the language a text is in, judged on its first 4,000 characters."""
    import py3langid

    return str(py3langid.classify(text[:4_000])[0])
