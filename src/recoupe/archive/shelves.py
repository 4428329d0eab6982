"""Where an archive lies: a folder with a table a shelf, each in folders of months, and what each was made of.

A table, or a month of it, is done when the file that says what it was made of stands in it; that file is written last.
What is done and would be made of the same is not done again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from recoupe.annotate.parses import PARSERS
from recoupe.annotate.reading import has_parser
from recoupe.errors import RecoupeError
from recoupe.languages import word_list

FORMAT = "recoupe.archive/1"
MADE_OF = "_made_of.json"
TABLES = ("annotations", "passages", "sources")
WORK = "work"


def archive_error(code: str, language: str, where: Path | str = "", **facts: object) -> RecoupeError:
    """The error that a code of ``languages/<language>/archive.toml`` words."""
    words = word_list(language, "archive")[code]
    return RecoupeError(words["what"].format(**facts), where=str(where), remedy=words["remedy"])


class Shelves:
    """The tables of one archive: ``annotations``, ``passages``, ``sources``, and under ``work`` what the steps hand on."""

    def __init__(self, folder: Path):
        self.folder = folder

    @classmethod
    def lay(cls, folder: Path, language: str) -> Shelves:
        """The archive of a folder, begun where it is new or empty; raises ``RecoupeError`` for any other folder."""
        mark = folder / "archive.json"
        if not mark.is_file():
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise archive_error("not_empty", language, folder)
            folder.mkdir(parents=True, exist_ok=True)
            mark.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        return cls.find(folder, language)

    @classmethod
    def find(cls, folder: Path, language: str) -> Shelves:
        """The archive that stands in a folder; raises ``RecoupeError`` where there is none."""
        try:
            told = json.loads((folder / "archive.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {}
        if told.get("format") != FORMAT:
            raise archive_error("no_archive", language, folder)
        return cls(folder)

    def table(self, name: str) -> Path:
        """The folder of a table."""
        return self.folder / name if name in TABLES else self.folder / WORK / name

    def month(self, name: str, month: str) -> Path:
        """The folder of one month of a table."""
        return self.table(name) / f"month={month}"

    def is_done(self, part: Path, made_of: str) -> bool:
        """Whether a table, or a month of one, is written whole and was made of the same."""
        try:
            return bool(json.loads((part / MADE_OF).read_text(encoding="utf-8"))["made_of"] == made_of)
        except (OSError, ValueError, KeyError):
            return False

    def note_done(self, part: Path, made_of: str) -> None:
        """Say that a table, or a month of one, is written whole."""
        part.mkdir(parents=True, exist_ok=True)
        partial = part / f"{MADE_OF}.part"
        partial.write_text(json.dumps({"made_of": made_of}) + "\n", encoding="utf-8")
        partial.replace(part / MADE_OF)

    def drop_other_months(self, name: str, months: Iterable[str]) -> None:
        """Remove the months of a table that its articles no longer have."""
        kept = {f"month={month}" for month in months}
        for found in sorted(self.table(name).glob("month=*")):
            if found.name not in kept:
                shutil.rmtree(found)


def digest(*parts: str) -> str:
    """What these words are known by, under this version of the program and its parsers."""
    known = "\0".join((_versions(), *parts))
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _versions() -> str:
    named = ["recoupe", "spacy", *(PARSERS[language] for language in sorted(PARSERS) if has_parser(language))]
    return " ".join(f"{name} {version(name)}" for name in named)
