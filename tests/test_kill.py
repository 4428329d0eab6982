"""A dossier whose making is killed is whole, and is finished by the same command; a few times here, 200 by ``tests/kill.py``."""

import os
import sqlite3
import subprocess
import sys
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


FULL = """
import resource, sys
from recoupe import cli
from recoupe.dossier import Dossier
with Dossier(sys.argv[1]) as dossier:
    dossier.add([sys.argv[2] + "/lignes.jsonl"])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
sys.argv[1:] = ["add", sys.argv[1], sys.argv[2], "--lang", "en"]
cli.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits on files need a POSIX system")
@pytest.mark.parametrize("more", [0, 40_000, 400_000])
def test_where_the_system_takes_no_more_the_command_is_one_clear_line_and_nothing_is_lost(
    tmp_path: Path, more: int
) -> None:
    kill.write_inputs(tmp_path / "in", 6)
    path = tmp_path / "full.recoupe"
    with Dossier(path) as dossier:
        dossier.add([tmp_path / "in" / "lignes.jsonl"])
        whole = kill.content(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(tmp_path / "in"), str(path.stat().st_size + more)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stderr[-2000:]
    assert (
        done.stderr.strip().splitlines()[-1].count("the disk is full") + done.stderr.count("The disk is full")
        == 1
    )
    assert "Traceback" not in done.stderr
    after = kill.content(path)
    assert [row for row in whole["articles"] if row not in after["articles"]] == []
    assert list(kill.faults(path, after)) == []
    with Dossier(path) as dossier:
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
