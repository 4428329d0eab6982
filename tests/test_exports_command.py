"""`recoupe export` as a user runs it, on a dossier that holds the invented situation."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from account_fixture import crosschecked, small_account
from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.dossier import Dossier, identify_article
from recoupe.errors import UsageError
from recoupe.exports import FORMATS, export
from recoupe.exports.material import KINDS
from recoupe.store.file import DossierFile


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of the invented articles with their account, as if it had just been made."""
    path = tmp_path_factory.mktemp("dossier") / "lorme.recoupe"
    account, annotations, inputs = small_account()
    with DossierFile(path, write=True) as file:
        for annotation, row in zip(annotations, inputs, strict=False):
            file.save_annotation(annotation, identify_article(annotation.article), row)
        for language in ("fr", "en"):
            file.save_account(crosschecked(account, "all"), language)
    return path


def run(*words: str) -> tuple[int, bytes, str]:
    result = CliRunner().invoke(app, ["export", *words])
    said = str(result.exception) if isinstance(result.exception, UsageError) else result.stderr
    return result.exit_code, result.stdout_bytes, said


def test_a_table_goes_to_standard_output(dossier: Path) -> None:
    code, content, _ = run(str(dossier), "--to", "csv", "--rows", "events", "--where", "standing=established")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert code == 0 and {row["key"] for row in rows} == {"e-flood", "e-shells"}


def test_a_file_appears_only_when_it_is_whole(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "out.xlsx"
    monkeypatch.setattr("recoupe.exports.xlsx.MOST_ROWS", 3)
    code, _, said = run(str(dossier), "--to", "xlsx", "-o", str(written))
    assert code != 0 and "--rows" in said and list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert run(str(dossier), "--to", "xlsx", "-o", str(written))[0] == 0
    assert zipfile.is_zipfile(written) and [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


@pytest.mark.parametrize("to", ["csv", "txm --with-text"])
def test_where_nothing_can_be_written_one_line_says_so(dossier: Path, tmp_path: Path, to: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, said = run(
        str(dossier), "--to", *to.split(), "-o", str(tmp_path / "file" / "out"), "--lang", "en"
    )
    assert code != 0 and "could not be written" in said and len(said.splitlines()) == 1


def test_notes_are_a_new_folder_or_an_archive(dossier: Path, tmp_path: Path) -> None:
    folder, archive = tmp_path / "notes" / "lorme", tmp_path / "lorme.zip"
    assert run(str(dossier), "--to", "markdown", "-o", str(folder))[0] == 0
    assert run(str(dossier), "--to", "markdown", "-o", str(archive))[0] == 0
    with zipfile.ZipFile(archive) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    laid = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}
    assert laid == held and "Sommaire.md" in laid
    assert [path.name for path in folder.parent.iterdir()] == ["lorme"]


def test_a_folder_that_holds_something_is_left_alone(dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("à moi", encoding="utf-8")
    code, _, said = run(str(dossier), "--to", "markdown", "-o", str(tmp_path), "--lang", "en")
    assert code != 0 and "overwritten" in said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


WRONG = [
    ("--to word", "csv"),
    ("--to ical --rows actors", "ledger"),
    ("--to csv --rows event", "events"),
    ("--to csv --where standing=sure", "established"),
    ("--to csv --rows sources,events", "xlsx"),
    ("--to iramuteq", "--with-text"),
    ("--to gexf --rows copying,events", "--rows copying"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_wrong_is_told_with_what_to_write(
    dossier: Path, words: str, said: str, language: str
) -> None:
    code, content, told = run(str(dossier), *shlex.split(words), "--lang", language)
    assert code != 0 and said in told and content == b""


def test_an_error_is_one_line_and_the_code_of_wrong_use(dossier: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from recoupe.cli import main; main()",
        "export",
        str(dossier),
        "--to",
        "word",
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 2 and ran.stdout == "" and len(ran.stderr.splitlines()) == 1


def test_the_library_writes_what_the_command_writes(dossier: Path) -> None:
    with Dossier(dossier, write=False) as opened:
        made = b"".join(export(opened, "ris", where=["outlet=Radio Cap"]))
    assert made == run(str(dossier), "--to", "ris", "--where", "outlet=Radio Cap")[1]


def test_an_export_leaves_the_dossier_as_it_was(dossier: Path) -> None:
    before = dossier.read_bytes()
    assert run(str(dossier), "--to", "jsonl", "--rows", ",".join(KINDS))[0] == 0
    assert dossier.read_bytes() == before


def test_with_text_gives_whole_texts(dossier: Path) -> None:
    _, content, _ = run(str(dossier), "--to", "jsonl", "--rows", "sources", "--with-text")
    texts = {line["id"]: line["text"] for line in map(json.loads, content.splitlines())}
    assert texts == {annotation.id: annotation.text for annotation in small_account()[1]}


def test_the_docs_name_every_format_and_kind_of_row() -> None:
    docs = Path(__file__).parents[1] / "docs"
    for name in ("exports.md", "commands.md"):
        page = (docs / name).read_text(encoding="utf-8")
        assert all(f"`{word}`" in page for word in (*FORMATS, *KINDS))


def _told_commands() -> list[str]:
    """Every `recoupe export` in the docs' pages on exports."""
    docs = Path(__file__).parents[1] / "docs"
    pages = "".join((docs / name).read_text(encoding="utf-8") for name in ("exports.md", "cookbook.md"))
    found = re.findall(r"^    recoupe export crisis\.recoupe (.*)$", pages, re.MULTILINE)
    return sorted({command for command in found if "--to pdf" not in command})


@pytest.mark.parametrize("command", _told_commands())
def test_every_command_in_the_docs_works(dossier: Path, tmp_path: Path, command: str) -> None:
    *words, option, name = shlex.split(command)
    assert option == "-o"
    assert run(str(dossier), *words, "-o", str(tmp_path / name))[0] == 0
    assert (tmp_path / name).exists()
