"""The commands that search and decide, from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from judgement_stage import ARTICLES, BY, dossier_of, plain_encoder
from typer.testing import CliRunner, Result

from recoupe.cli import app

__all__ = ["plain_encoder"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "d.recoupe"
    dossier_of(*ARTICLES, path=found).file.close()
    return found


def run(*arguments: object, fed: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=fed)


def decide(what: str, path: Path, *arguments: object) -> Result:
    return run("judge", what, path, *arguments, "--author", BY["author"], "--at", BY["at"], "--lang", "en")


def row(path: Path, words: str) -> str:
    """The key of the first row of the account whose sentence holds these words."""
    lines = run("account", path, "--lines", "--lang", "en").stdout.splitlines()
    return next(line["key"] for line in map(json.loads, lines) if words in line["summary"])


def test_search_writes_hits_with_their_marks(path: Path) -> None:
    result = run("search", path, "bombarder", "port", "--lang", "en")
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert {hit["id"] for hit in hits} == {"agence", "copie", "phare"}
    assert all(hit["format"] == "recoupe.hit/1" for hit in hits)
    marked = {
        hit["text"][m["start"] - hit["start"] : m["end"] - hit["start"]] for hit in hits for m in hit["marks"]
    }
    assert marked == {"bombardé", "port"}


def test_search_explains_on_standard_error_and_never_fails(path: Path) -> None:
    for query in ("((", '"', "acteur:", "zibeline", "\u202e*", "avant:\udcff", "-é\udcff"):
        result = run("search", path, "--", query)
        assert result.exit_code == 0 and result.stderr and not result.stdout


def test_search_pages_and_orders(path: Path) -> None:
    first, second = (
        json.loads(run("search", path, "Orvanie", "--size", 1, "--page", page, "--order", "newest").stdout)
        for page in (1, 2)
    )
    assert first["id"] == "menace" and second["earliest"] == "2031-03-13"


def test_each_decision_from_the_command_line(path: Path) -> None:
    raid = row(path, "attacked Séranie: “L'Orvanie a bombardé")
    said = row(path, "Ilda Marsan states")
    for what, *arguments in (
        ("confirm", raid),
        ("reject", row(path, "denied")),
        ("correct", said, "--speaker", "Teo Brandt", "--date", "2031-03-10", "--modality", "denied"),
        ("lineage", raid, "agence", "copie", "--apart"),
        ("copying", "agence:0-145", "copie:0-145", "--kind", "quotation"),
        ("letter", "Le Phare", "C"),
        ("note", raid, "Demander au port."),
        ("note", "phare:0-14", "Rappeler."),
        ("merge", "Olo Kern", "Ana Lind"),
        ("split", "Olo Kern", "--name", "Ana Lind"),
        ("undo", 1),
    ):
        result = decide(what, path, *arguments)
        assert result.exit_code == 0 and "Decision" in result.stdout, result.output
    listed = run("judge", "list", path, "--lang", "en").stdout.splitlines()
    assert len(listed) == 11 and "undone" in listed[0] and listed[-1].endswith("undoes decision 1")
    about = run("judge", "list", path, "--row", raid, "--lines").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in about] == ["confirm", "lineage", "note"]


def test_decisions_are_exported_and_imported(path: Path, tmp_path: Path) -> None:
    decide("letter", path, "Le Phare", "B")
    file, other = tmp_path / "d.jsonl", tmp_path / "o.recoupe"
    assert run("judge", "export", path, "-o", file).exit_code == 0
    dossier_of(*ARTICLES, path=other).file.close()
    assert "1" in run("judge", "import", other, file).stderr
    assert run("judge", "export", other).stdout.encode() == file.read_bytes()
    assert run("judge", "import", other, "-", fed=file.read_bytes()).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [("note", "phare", ""), ("copying", "phare", "agence:0-9"), ("letter", "Le Phare", "Z"), ("undo", "x")],
)
def test_wrong_use_is_told(path: Path, arguments: tuple[str, ...]) -> None:
    what, *rest = arguments
    result = decide(what, path, *rest)
    assert result.exit_code != 0


def test_no_dossier_is_made_by_deciding(tmp_path: Path) -> None:
    assert run("judge", "letter", tmp_path / "none.recoupe", "Le Phare", "A").exit_code != 0
    assert not (tmp_path / "none.recoupe").exists()
