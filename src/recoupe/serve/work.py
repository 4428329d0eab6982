"""The process beside the pages: it adds articles, makes the account and looks into its past, so that readers are never kept waiting.

It takes one JSON line per task on standard input and answers with JSON lines: ``{"read": 1}`` for every input dealt
with, ``{"stage": "crosschecking"}``, then ``{"done": …}`` or ``{"failed": "why"}``. It ends when its input does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec

from recoupe.dossier import Dossier
from recoupe.errors import RecoupeError
from recoupe.serve.replaying import Pasts


def main(path: str) -> None:
    """Do the tasks on standard input, one after the other, for the dossier at ``path``."""
    for line in sys.stdin:
        task = json.loads(line)
        try:
            _say(done=_TASKS[task.pop("do")](path, **task))
        except RecoupeError as error:
            _say(failed=str(error))
        except Exception as error:
            _say(failed=f"{type(error).__name__}: {error}")


def _say(**message: object) -> None:
    try:
        print(json.dumps(message), flush=True)
    except BrokenPipeError:  # nobody listens any more: the reading room was closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit from None


def _add(path: str, folder: str, names: Iterable[str], languages: Iterable[str]) -> None:
    """Add the files of a folder, under their names in it, then make the account."""
    os.chdir(folder)
    with Dossier(path) as dossier:
        dossier.add(list(names), progress=lambda count: _say(read=count))
    _account(path, languages)


def _account(path: str, languages: Iterable[str]) -> None:
    _say(stage="crosschecking")
    with Dossier(path) as dossier:
        for language in languages:
            dossier.update(language)


def _changes(path: str, language: str, since: str | None) -> Any:
    _say(stage="crosschecking")
    with Dossier(path, write=False, language=language) as dossier:
        return msgspec.to_builtins(dossier.changes(language, since))


@cache
def _pasts(path: str) -> Pasts:
    return Pasts(Dossier(path, write=False))


def _history(path: str, language: str, key: str) -> Any:
    return msgspec.to_builtins(_pasts(path).of(key, language))


_TASKS: dict[str, Callable[..., Any]] = {
    "add": _add,
    "account": _account,
    "changes": _changes,
    "history": _history,
}


if __name__ == "__main__":
    main(sys.argv[1])
