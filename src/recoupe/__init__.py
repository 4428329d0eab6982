"""Recoupe: from a pile of press reports to a sourced, dated account.

from recoupe import Dossier

with Dossier("crisis.recoupe") as dossier:
    dossier.add(["articles/"])
    for row in dossier.account().rows:
        print(row.standing, row.summary)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.crosscheck.account import build_account
    from recoupe.dossier import Dossier
    from recoupe.errors import RecoupeError
    from recoupe.model import Account, Annotation, Article, InputRow
    from recoupe.readers import read_paths
    from recoupe.views.report import render_report

__version__ = "0.1.0"

_ROOMS = {
    "Account": "recoupe.model",
    "Annotation": "recoupe.model",
    "Article": "recoupe.model",
    "Dossier": "recoupe.dossier",
    "InputRow": "recoupe.model",
    "RecoupeError": "recoupe.errors",
    "build_account": "recoupe.crosscheck.account",
    "read_paths": "recoupe.readers",
    "render_report": "recoupe.views.report",
}

__all__ = [
    "Account",
    "Annotation",
    "Article",
    "Dossier",
    "InputRow",
    "RecoupeError",
    "build_account",
    "read_paths",
    "render_report",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that ``import recoupe`` costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)
