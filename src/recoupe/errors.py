"""What can go wrong, in words for the person at the keyboard.

Two kinds. An input that cannot be read is no exception: it becomes a row (``model.InputRow``) with a code of
``Problem``, and the run goes on. What stops a run is an exception of this tree::

    RecoupeError          what went wrong, where, what to do
    ├── UsageError        the command or the call itself is wrong (exit code 2)
    └── DossierError      the dossier file cannot be opened, read or written
"""

from __future__ import annotations

from enum import StrEnum

from recoupe.languages import LANGUAGES, word_list
from recoupe.model import InputRow, InputStatus


class RecoupeError(Exception):
    """Something that the user can put right: ``what`` went wrong, ``where`` (a path, an option), the ``remedy``."""

    def __init__(self, what: str, *, where: str = "", remedy: str = ""):
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}." + (f" {self.remedy}" if self.remedy else "")


class UsageError(RecoupeError):
    """The command line or the call is wrong: an unknown option, no path, two options that exclude each other."""


class DossierError(RecoupeError):
    """The dossier cannot be opened, read or written: not a dossier, a later version, in use, read-only, disk full."""


class Problem(StrEnum):
    """Why an input was not read, or not wholly. The words are in ``languages/<language>/problems.toml``."""

    ARCHIVE = "archive"
    BINARY = "binary"
    DAMAGED_TEXT = "damaged-text"
    DATE_NOT_UNDERSTOOD = "date-not-understood"
    DUPLICATE_ARTICLE = "duplicate-article"
    DUPLICATE_FILE = "duplicate-file"
    EMPTY_FILE = "empty-file"
    EMPTY_FOLDER = "empty-folder"
    FILE_TOO_LARGE = "file-too-large"
    LINE_TOO_LONG = "line-too-long"
    LINK_BROKEN = "link-broken"
    LINK_LEAVES = "link-leaves"
    LOCK_FILE = "lock-file"
    NO_ENTRIES = "no-entries"
    NO_PERMISSION = "no-permission"
    NO_TEXT = "no-text"
    NO_TEXT_COLUMN = "no-text-column"
    NOT_A_FILE = "not-a-file"
    NOT_FOUND = "not-found"
    OFFICE_FILE = "office-file"
    PDF = "pdf"
    ROW_BROKEN = "row-broken"
    LINE_BROKEN = "line-broken"
    TEXT_TOO_LONG = "text-too-long"
    UNKNOWN_MARKUP = "unknown-markup"
    UNREADABLE = "unreadable"


STATUS = {
    Problem.DAMAGED_TEXT: InputStatus.PARTIAL,
    Problem.DATE_NOT_UNDERSTOOD: InputStatus.PARTIAL,
    Problem.DUPLICATE_ARTICLE: InputStatus.DUPLICATE,
    Problem.DUPLICATE_FILE: InputStatus.DUPLICATE,
    Problem.LOCK_FILE: InputStatus.SEEN,
}


def describe(code: str, language: str = "en") -> tuple[str, str]:
    """The reason and the remedy of a problem in the reader's language (English where it has no wording).

    Raises ValueError for a code that is not one of ``Problem``.
    """
    words = word_list(language if language in LANGUAGES else "en", "problems")[Problem(code).value]
    return words["reason"], words["remedy"]


def problem_row(origin: str, code: Problem, article: str | None = None) -> InputRow:
    """The row that says what became of an input (failed unless ``STATUS`` says otherwise), why, and what to do."""
    reason, remedy = describe(code)
    status = STATUS.get(code, InputStatus.FAILED)
    return InputRow(origin=origin, status=status, reason=reason, remedy=remedy, article=article, code=code.value)
