"""The account on a terminal, read from the file: the same as the account decoded whole, and no more of it than is shown."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from account_fixture import small_account
from rich.console import Console
from serve_fixture import small_dossier, write_dossier
from test_judgements import ARTICLES, BY, dossier_of, plain_encoder
from typer.testing import CliRunner

from recoupe import judging
from recoupe.cli import app
from recoupe.crosscheck import chapters
from recoupe.dossier import Dossier
from recoupe.lines import encode_line
from recoupe.model import Account, AccountRow, EventRow, RelationRow, Standing
from recoupe.store import shown
from recoupe.store.shown import decode_row
from recoupe.views.digest import Digest
from recoupe.views.opened import OpenedDigest
from recoupe.views.terminal import print_digest
from recoupe.views.wording import wording

__all__ = ["plain_encoder"]  # pytest takes the fixture by its name

WITHOUT_VERSION_7 = """
DROP INDEX account_rows_shown;
ALTER TABLE account_rows DROP COLUMN shown;
ALTER TABLE chapters DROP COLUMN tally;
ALTER TABLE crosschecks DROP COLUMN lineages;
ALTER TABLE crosschecks DROP COLUMN version;
PRAGMA user_version = 6;
"""
TOLD_AGAIN = 40


def printed(digest: Digest) -> str:
    out = io.StringIO()
    print_digest(digest, Console(file=out, width=100))
    return out.getvalue()


def opened(dossier: Dossier, language: str = "fr") -> OpenedDigest:
    kept = dossier.open_account(language)
    assert kept is not None
    return OpenedDigest(kept, dossier.inputs(), wording(language))


def whole(dossier: Dossier, language: str = "fr") -> Digest:
    annotations = list(dossier.annotations())
    return Digest(dossier.account(language), annotations, dossier.inputs(), wording(language))


def again(account: Account, times: int) -> Account:
    """The account with all its rows told so many times more, under other keys."""

    def renamed(row: AccountRow, mark: str) -> AccountRow:
        told: AccountRow = msgspec.structs.replace(row, key=row.key + mark)
        if isinstance(told, RelationRow):
            told = msgspec.structs.replace(told, source=told.source + mark, target=told.target + mark)
        return told

    marks = ("", *(f"-{number}" for number in range(times)))
    return msgspec.structs.replace(
        account, rows=tuple(renamed(row, m) for m in marks for row in account.rows)
    )


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Dossier]:
    """A dossier with many more rows of each kind than a terminal shows."""
    account, annotations, inputs = small_account()
    path = write_dossier(tmp_path / "many.recoupe", again(account, TOLD_AGAIN), annotations, inputs)
    with Dossier(path) as dossier:
        yield dossier


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_read_from_the_file_is_what_the_whole_account_shows(tmp_path: Path, language: str) -> None:
    with Dossier(small_dossier(tmp_path)) as dossier:
        assert printed(opened(dossier, language)) == printed(whole(dossier, language))


def test_of_many_rows_the_same_come_first(many: Dossier) -> None:
    assert printed(opened(many)) == printed(whole(many))


def test_of_several_chapters_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "LARGEST", 1)
    with dossier_of(*ARTICLES) as dossier:
        found = printed(opened(dossier))
        assert dossier.file.query("SELECT count(*) FROM chapters").fetchone()[0] > 1
        assert found == printed(whole(dossier))


def test_a_rejection_is_heeded() -> None:
    with dossier_of(*ARTICLES) as dossier:
        before = printed(opened(dossier))
        row = next(row for row in opened(dossier).disputed if isinstance(row, EventRow))
        judging.reject_row(dossier, row.key, **BY)
        after = printed(opened(dossier))
        assert before != after == printed(whole(dossier))


def test_of_a_list_no_more_rows_are_decoded_than_are_shown(
    many: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []

    def watched(line: str) -> AccountRow:
        decoded.append(line)
        return decode_row(line)

    monkeypatch.setattr(shown, "decode_row", watched)
    digest = opened(many)
    assert len(digest.awaited) > TOLD_AGAIN and len(digest.disputed) > TOLD_AGAIN
    assert decoded == []
    assert len(digest.lines_awaited) == 3 == len(decoded)


def test_a_list_of_the_first_screen_is_a_sequence(many: Dossier) -> None:
    rows = opened(many).by_standing[Standing.DISPUTED]
    every = list(rows)
    assert len(rows) == len(every) > TOLD_AGAIN
    assert rows[:3] == every[:3] and rows[5:9] == every[5:9] and rows[7:3] == []
    assert rows[0] == every[0] and rows[-1] == every[-1] and rows[::50] == every[::50]
    with pytest.raises(IndexError):
        rows[len(every)]


@pytest.mark.parametrize("judged", [False, True])
def test_lines_are_those_of_the_account(tmp_path: Path, judged: bool) -> None:
    path = small_dossier(tmp_path)
    with Dossier(path) as dossier:
        if judged:
            judging.confirm_row(dossier, dossier.account().rows[0].key, **BY)
        lines = [encode_line(row) for row in dossier.account().rows]
    assert any(b'"decided"' in line for line in lines) == judged
    assert CliRunner().invoke(app, ["account", str(path)]).stdout_bytes == b"".join(lines)


@pytest.mark.parametrize("write", [True, False])
def test_a_file_of_version_6_is_given_what_the_first_screen_is_read_from(tmp_path: Path, write: bool) -> None:
    path = small_dossier(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.executescript(WITHOUT_VERSION_7)
    with Dossier(path, write=write) as dossier:
        assert printed(opened(dossier)) == printed(whole(dossier))


def test_an_account_of_version_6_that_cannot_be_read_is_forgotten(tmp_path: Path) -> None:
    path = small_dossier(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"""UPDATE account_rows SET line = '{{"row": "event"}}'; {WITHOUT_VERSION_7}"""
        )
    with Dossier(path) as dossier:
        assert not dossier.file.has_account("fr")
        assert dossier.file.query("SELECT count(*) FROM account_rows").fetchone()[0] == 0


def test_an_account_told_by_another_version_of_the_program_is_not_up_to_date(tmp_path: Path) -> None:
    path = small_dossier(tmp_path)
    with Dossier(path, write=False) as dossier:
        assert dossier.open_account() is not None
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE crosschecks SET version = 'another'")
    with Dossier(path, write=False) as dossier:
        assert dossier.open_account() is None


def test_of_a_file_that_may_not_be_written_nothing_is_kept(tmp_path: Path) -> None:
    path = small_dossier(tmp_path)
    with Dossier(path) as dossier:
        dossier.file.query("DELETE FROM crosschecks")
    with Dossier(path, write=False) as dossier:
        assert dossier.open_account() is None


def sizes(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as connection:
        return dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))


def test_what_the_first_screen_is_read_from_is_small(tmp_path: Path) -> None:
    account, annotations, inputs = small_account()
    path = write_dossier(tmp_path / "many.recoupe", again(account, TOLD_AGAIN), annotations, inputs, ["fr"])
    found = sizes(path)
    assert found["account_rows_shown"] + found["chapters"] < found["account_rows"] / 4
