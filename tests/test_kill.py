"""A dossier whose making is killed is whole, and is finished by the same command; a few times here, 200 by ``tests/kill.py``."""

import sqlite3
from pathlib import Path

import kill
import pytest

from recoupe.annotate.reading import has_parser
from recoupe.dossier import Dossier
from recoupe.errors import DossierError

pytestmark = pytest.mark.skipif(not has_parser("fr"), reason="the French parser is not installed")


def test_a_killed_add_leaves_a_whole_dossier_and_the_next_finishes_it() -> None:
    assert kill.try_kills(count=3, articles=4, seed=1) == []


def test_what_is_compared_tells_a_half_article_from_a_whole_one(tmp_path: Path) -> None:
    kill.write_inputs(tmp_path / "in", 4)
    with Dossier(tmp_path / "a.recoupe") as dossier:
        dossier.add([tmp_path / "in"])
    whole = kill.content(tmp_path / "a.recoupe")
    assert list(kill.faults(tmp_path / "a.recoupe", whole)) == []
    with sqlite3.connect(tmp_path / "a.recoupe") as connection:
        connection.execute("DELETE FROM mentions WHERE article = 2")
    assert list(kill.faults(tmp_path / "a.recoupe", whole)) == ["article 2 is not as it should be"]


def test_a_full_disk_is_one_clear_line_and_nothing_is_lost(tmp_path: Path) -> None:
    kill.write_inputs(tmp_path / "in", 6)
    with Dossier(tmp_path / "full.recoupe") as dossier:
        dossier.add([tmp_path / "in" / "lignes.jsonl"])
        before = kill.content(tmp_path / "full.recoupe")
        pages = dossier.file._connection.execute("PRAGMA page_count").fetchone()[0]
        dossier.file._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DossierError, match="the disk is full"):
            dossier.add([tmp_path / "in"])
    after = kill.content(tmp_path / "full.recoupe")
    assert [row for row in before["articles"] if row not in after["articles"]] == []
    assert list(kill.faults(tmp_path / "full.recoupe", after)) == []
    with Dossier(tmp_path / "full.recoupe") as dossier:
        dossier.add([tmp_path / "in"])
        assert dossier.file.count_articles() == 8


def test_a_read_only_dossier_is_one_clear_line(tmp_path: Path) -> None:
    kill.write_inputs(tmp_path / "in", 2)
    with Dossier(tmp_path / "a.recoupe") as dossier:
        dossier.add([tmp_path / "in" / "lignes.jsonl"])
    with (
        Dossier(tmp_path / "a.recoupe", write=False) as dossier,
        pytest.raises(DossierError, match="read-only"),
    ):
        dossier.add([tmp_path / "in"])
