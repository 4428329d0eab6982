"""The files under a path, in a stable order, without leaving the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from recoupe.errors import Problem, problem_row
from recoupe.model import InputRow

LOCK_PREFIX = "~$"
MAX_DEPTH = 100


class Found(NamedTuple):
    """A file to be read (None stands for standard input) and the name it goes by to the user."""

    path: Path | None
    origin: str


def find_files(path: Path) -> Iterator[Found | InputRow]:
    """The files a path stands for: itself, or every file under the folder; rows for what cannot be read.

    A link given by name is followed; in a folder, links to files of the same folder are too. Devices, pipes and sockets
    are refused. Hidden files and folders are left out, as are lock files of office programs, these with a row.
    """
    try:
        mode = path.stat().st_mode
    except PermissionError:
        yield problem_row(str(path), Problem.NO_PERMISSION)
    except (OSError, ValueError):
        yield problem_row(str(path), Problem.LINK_BROKEN if os.path.islink(path) else Problem.NOT_FOUND)
    else:
        if stat.S_ISDIR(mode):
            yield from _walk(path)
        else:
            yield Found(path, str(path)) if stat.S_ISREG(mode) else problem_row(str(path), Problem.NOT_A_FILE)


def input_path(origin: str) -> str:
    """The file or address that an origin lies in: ``lot.zip`` for ``lot.zip/a/b.csv#7``; the origin where there is no such file."""
    if origin.lower().startswith(("http://", "https://")):
        return origin.partition("#")[0]
    path = origin
    while path:
        if os.path.isfile(path):
            return path
        head, mark, _ = path.rpartition("#")
        path = head if mark and "/" not in path[len(head) :] else os.path.dirname(path)
        if path in ("", os.sep) or os.path.isdir(path):
            return origin
    return origin


def _walk(folder: Path) -> Iterator[Found | InputRow]:
    """Everything under a folder; a row where there is nothing."""
    root = os.path.realpath(folder)
    is_empty = True
    for each in _walk_level(folder, root, 0):
        is_empty = False
        yield each
    if is_empty:
        yield problem_row(str(folder), Problem.EMPTY_FOLDER)


def _walk_level(folder: Path, root: str, depth: int) -> Iterator[Found | InputRow]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except PermissionError:
        yield problem_row(str(folder), Problem.NO_PERMISSION)
        return
    except OSError:
        yield problem_row(str(folder), Problem.UNREADABLE)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.name.startswith(LOCK_PREFIX):
            yield problem_row(str(path), Problem.LOCK_FILE)
        elif entry.is_symlink():
            yield from _follow(path, root)
        elif entry.is_dir(follow_symlinks=False):
            yield from (
                _walk_level(path, root, depth + 1)
                if depth < MAX_DEPTH
                else [problem_row(str(path), Problem.UNREADABLE)]
            )
        else:
            is_file = entry.is_file(follow_symlinks=False)
            yield Found(path, str(path)) if is_file else problem_row(str(path), Problem.NOT_A_FILE)


def _follow(link: Path, root: str) -> Iterator[Found | InputRow]:
    """A link in a folder: a file of the same folder is read (and found to be a copy), a folder of it is read in its own place."""
    try:
        target = os.path.realpath(link, strict=True)
        mode = os.stat(target).st_mode
    except OSError:
        yield problem_row(str(link), Problem.LINK_BROKEN)
        return
    if os.path.commonpath([root, target]) != root:
        yield problem_row(str(link), Problem.LINK_LEAVES)
    elif stat.S_ISREG(mode):
        yield Found(link, str(link))
    elif not stat.S_ISDIR(mode):
        yield problem_row(str(link), Problem.NOT_A_FILE)
