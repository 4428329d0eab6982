"""What is set aside can be read again, and what would be read can be asked before anything is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import put
from samples import SAMPLES, TEXT, zipped
from typer.testing import CliRunner

from recoupe.annotate.reading import has_parser
from recoupe.cli import app
from recoupe.dossier import Dossier
from recoupe.readers import read_paths
from recoupe.readers.fetch import Version
from recoupe.readers.folders import input_path
from recoupe.readers.survey import survey
from recoupe.store.inputs import fetched_versions, save_versions

needs_parser = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")


@pytest.mark.parametrize(
    ("origin", "path"),
    [("a.csv#7", "a.csv"), ("lot.zip/b/c.txt", "lot.zip"), ("lot.zip/b/c.csv#7", "lot.zip"), ("d#e.txt", "d#e.txt"), ("nowhere.txt", "nowhere.txt"), ("-", "-"),
     ("archive.warc#https://nore.example/a#b", "archive.warc"), ("https://nore.example/flux#3", "https://nore.example/flux")],
)  # fmt: skip
def test_an_origin_leads_back_to_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "lot.zip", "d#e.txt", "archive.warc"):
        put(tmp_path, name, "x")
    assert input_path(origin) == path


def test_a_survey_counts_by_file_and_says_what_would_fail(tmp_path: Path) -> None:
    for name in ("europresse.HTML", "document.docx", "boite.mbox"):
        put(tmp_path, name, SAMPLES[name])
    put(tmp_path, "vide.html", "<html></html>")
    found = [
        (Path(each.path).name, each.format, each.articles, [row.code for row in each.rows])
        for each in survey(read_paths([tmp_path]))
    ]
    assert found == [
        ("boite.mbox", "mail", 2, []), ("document.docx", "docx", 1, []), ("europresse.HTML", "europresse", 1, []), ("vide.html", "page", 0, ["no_text"]),
    ]  # fmt: skip


def test_every_format_has_a_name_in_both_languages() -> None:
    from recoupe.languages import LANGUAGES, word_list
    from recoupe.readers.formats import FORMATS

    names = {each.__name__.rpartition(".")[2] for each in FORMATS} | {"docx", "epub", "odt", "wacz", "none"}
    for language in LANGUAGES:
        assert {f"format_{name}" for name in names} <= set(word_list(language, "commands"))


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", TEXT), put(tmp_path, "in/vide.html", "<html></html>")
    result = CliRunner().invoke(
        app, ["add", str(tmp_path / "d.recoupe"), str(tmp_path / "in"), "--dry-run", "--lang", "en"]
    )
    assert result.exit_code == 1
    assert "a.txt: plain text, 1 article(s)" in result.stdout
    assert "1 article(s) would be read, 1 input(s) would fail" in result.stdout
    assert not (tmp_path / "d.recoupe").exists()


@needs_parser
def test_what_failed_is_read_again_and_the_word_on_it_replaced(tmp_path: Path) -> None:
    mended = put(tmp_path, "in/a.html", "<html></html>")
    put(tmp_path, "in/b.txt", TEXT), put(tmp_path, "in/c.txt", "...")
    put(tmp_path, "in/lot.zip", zipped({"a.txt": "...", "b.txt": f"{TEXT} Autre."}))
    with Dossier(tmp_path / "d.recoupe") as dossier:
        dossier.add([tmp_path / "in"])
        assert dossier.file.count_articles() == 2
        mended.write_bytes(SAMPLES["europresse.HTML"] * 1)
        put(tmp_path, "in/lot.zip", zipped({"a.txt": f"{TEXT} Encore.", "b.txt": f"{TEXT} Autre."}))
        rows = dossier.retry()
        assert dossier.file.count_articles() == 4
        assert [(row.origin.removeprefix(f"{tmp_path}/in/"), row.status.value) for row in rows] == [
            ("a.html", "ok"), ("c.txt", "failed"), ("lot.zip/a.txt", "ok"), ("lot.zip/b.txt", "ok"),
        ]  # fmt: skip
        assert [row.origin for row in dossier.inputs() if row.status.value == "failed"] == [
            str(tmp_path / "in" / "c.txt")
        ]


def test_what_failed_is_read_again_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("recoupe.dossier.annotate", lambda _, workers, parses: asked.append(workers) or ())
    with Dossier(tmp_path / "d.recoupe") as dossier:
        dossier.retry(workers=3)
    result = CliRunner().invoke(app, ["retry", str(tmp_path / "d.recoupe"), "--workers", "2"])
    assert asked == [3, 2] and result.exit_code == 0


@needs_parser
def test_a_failure_of_a_whole_file_is_forgotten_once_its_parts_are_read(tmp_path: Path) -> None:
    table = put(tmp_path, "t.csv", "x,y\n1,2\n")
    with Dossier(tmp_path / "d.recoupe") as dossier:
        dossier.add([table])
        table.write_bytes(SAMPLES["table.csv"])
        dossier.retry()
        assert [(row.origin, row.status.value) for row in dossier.inputs()] == [(f"{table}#2", "ok")]


def test_what_servers_said_is_kept_in_the_dossier(tmp_path: Path) -> None:
    with Dossier(tmp_path / "d.recoupe") as dossier:
        save_versions(dossier.file, {"https://nore.example/": Version('"v1"', "")})
        save_versions(
            dossier.file,
            {"https://nore.example/": Version('"v2"', ""), "https://ondra.example/": Version("", "hier")},
        )
    with Dossier(tmp_path / "d.recoupe") as dossier:
        assert fetched_versions(dossier.file) == {
            "https://nore.example/": Version('"v2"', ""),
            "https://ondra.example/": Version("", "hier"),
        }
