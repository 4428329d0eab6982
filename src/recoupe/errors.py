"""What can go wrong, in words for the person at the keyboard.

Two kinds. An input that cannot be read is no exception: it becomes a row (``model.InputRow``) with a code of
``Problem``, and the run goes on. What stops a run is an exception of this tree::

    RecoupeError          what went wrong, where, what to do
    ├── UsageError        the command or the call itself is wrong (exit code 2)
    └── DossierError      the dossier file cannot be opened, read or written
"""

from __future__ import annotations

import re
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

    ALREADY_IN = "already_in"
    ARCHIVE = "archive"
    ARCHIVE_BROKEN = "archive_broken"
    BINARY = "binary"
    CANCELLED = "cancelled"
    DAMAGED_TEXT = "damaged_text"
    DATE_NOT_UNDERSTOOD = "date_not_understood"
    DUPLICATE_ARTICLE = "duplicate_article"
    DUPLICATE_FILE = "duplicate_file"
    EMPTY_FILE = "empty_file"
    EMPTY_FOLDER = "empty_folder"
    ENCRYPTED = "encrypted"
    FETCH_FAILED = "fetch_failed"
    FETCH_OFF = "fetch_off"
    FETCH_PRIVATE = "fetch_private"
    FETCH_REFUSED = "fetch_refused"
    FETCH_ROBOTS = "fetch_robots"
    FILE_TOO_LARGE = "file_too_large"
    LINE_BROKEN = "line_broken"
    LINE_TOO_LONG = "line_too_long"
    LINK_BROKEN = "link_broken"
    LINK_LEAVES = "link_leaves"
    LOCK_FILE = "lock_file"
    NAME_LEAVES = "name_leaves"
    NEEDS_PACKAGE = "needs_package"
    NO_ENTRIES = "no_entries"
    NO_GRAMMAR = "no_grammar"
    NO_PERMISSION = "no_permission"
    NO_TEXT = "no_text"
    NO_TEXT_COLUMN = "no_text_column"
    NOT_A_FILE = "not_a_file"
    NOT_FOUND = "not_found"
    NOT_READABLE_AS = "not_readable_as"
    OFFICE_FILE = "office_file"
    OTHER_LANGUAGE = "other_language"
    PARTLY_READ = "partly_read"
    READER_CRASHED = "reader_crashed"
    REFERENCE_ONLY = "reference_only"
    ROW_BROKEN = "row_broken"
    SCAN = "scan"
    SUMMARY_ONLY = "summary_only"
    TEXT_TOO_LONG = "text_too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOOK_TOO_LONG = "took_too_long"
    UNCHANGED = "unchanged"
    UNKNOWN_MARKUP = "unknown_markup"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    UNREADABLE = "unreadable"


STATUS = {
    Problem.DAMAGED_TEXT: InputStatus.PARTIAL,
    Problem.DATE_NOT_UNDERSTOOD: InputStatus.PARTIAL,
    Problem.DUPLICATE_ARTICLE: InputStatus.DUPLICATE,
    Problem.DUPLICATE_FILE: InputStatus.DUPLICATE,
    Problem.LOCK_FILE: InputStatus.SEEN,
    Problem.SUMMARY_ONLY: InputStatus.PARTIAL,
    Problem.UNCHANGED: InputStatus.SEEN,
}


def describe(code: str, language: str = "en", /, **facts: str) -> tuple[str, str]:
    """The reason and the remedy of a problem in the reader's language (English where it has no wording).

    ``facts`` fill the places of the wording (``{article}``, ``{language}``, ``{detail}``). Raises ValueError for a
    code that is not one of ``Problem``.
    """
    words = word_list(language if language in LANGUAGES else "en", "problems")[Problem(code).value]
    return words["reason"].format(**facts), words["remedy"].format(**facts)


def describe_problem(code: str, **facts: str) -> dict[str, str]:
    """The fields ``code``, ``reason`` and ``remedy`` of an input row, in English."""
    reason, remedy = describe(code, "en", **facts)
    return {"code": Problem(code).value, "reason": reason, "remedy": remedy}


def explain(row: InputRow, language: str) -> tuple[str, str]:
    """The reason and the remedy of a row in the reader's language; the row's own words where it has no code."""
    if row.code is None:
        return row.reason or "", row.remedy or ""
    template = re.escape(word_list("en", "problems")[Problem(row.code).value]["reason"])
    stated = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", template), row.reason or "", re.DOTALL)
    return (
        describe(row.code, language, **stated.groupdict()) if stated else (row.reason or "", row.remedy or "")
    )


def problem_row(origin: str, code: Problem, article: str | None = None, **facts: str) -> InputRow:
    """The row that says what became of an input (failed unless ``STATUS`` says otherwise), why, and what to do.

    ``facts`` fill the places of the wording, as for ``describe``.
    """
    status = STATUS.get(code, InputStatus.FAILED)
    return InputRow(origin=origin, status=status, article=article, **describe_problem(code, **facts))
