"""The dossier: nothing done twice, nothing lost, whole at any instant."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from recoupe.annotate import annotate
from recoupe.dossier import Dossier
from recoupe.errors import DossierError
from recoupe.model import Article, InputStatus
from recoupe.readers import read_paths
from recoupe.store import file as store

TEXTS = {
    "quai.txt": "Le port de Valme fermé\n\n12 mars 2031\n\nLa Séranie a fermé le port de Valme mercredi. « Nous n'avions pas le choix », a déclaré la ministre Ilda Marsan.\n",
    "reprise.txt": "Réouverture attendue\n\n13 mars 2031\n\nSelon des sources séraniennes, le port de Valme pourrait rouvrir vendredi si la médiation aboutit.\n",
    "appel.txt": "Appel au calme\n\n14 mars 2031\n\nLe président orvanien Teo Brandt a appelé la Séranie à rouvrir le port de Valme. Plus de 40 navires attendent, a-t-il précisé.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in TEXTS.items():
        (articles / name).write_text(text, encoding="utf-8")
    return articles


def test_annotations_come_back_as_they_were(folder: Path, tmp_path: Path) -> None:
    articles = [item for item in read_paths([folder]) if isinstance(item, Article)]
    with Dossier(tmp_path / "d.recoupe") as dossier:
        dossier.add([folder])
        assert list(dossier.annotations()) == list(annotate(articles))


def test_columns_are_the_fields_of_the_records() -> None:
    with store.DossierFile(":memory:") as file:
        for table, kind in store.LAYERS.items():
            columns = {row["name"] for row in file._rows(f"PRAGMA table_info({table})")}
            assert columns == {"article", "number", *kind.__struct_fields__}


def test_what_is_in_is_not_done_twice(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.recoupe"
    with Dossier(path) as dossier:
        first = dossier.add([folder])
    parsed: list[str] = []

    def watched(articles, **options):  # type: ignore[no-untyped-def]
        for article in articles:
            parsed.append(article.id)
            yield from annotate([article], **options)

    monkeypatch.setattr("recoupe.dossier.annotate", watched)
    (folder / "neuf.txt").write_text(
        "Nouvelle\n\nLa Séranie a rouvert le port de Valme vendredi matin.\n", encoding="utf-8"
    )
    with Dossier(path) as dossier:
        second = dossier.add([folder])
    assert parsed == ["neuf"]
    assert [row for row in second if row.article != "neuf"] == first


def test_same_content_elsewhere_is_a_duplicate(folder: Path, tmp_path: Path) -> None:
    with Dossier(tmp_path / "d.recoupe") as dossier:
        dossier.add([folder])
        copy = tmp_path / "copie.txt"
        copy.write_bytes((folder / "quai.txt").read_bytes())
        (row,) = dossier.add([copy])
    assert row.status is InputStatus.DUPLICATE and row.article == "quai"
    assert row.reason and row.remedy


def test_two_articles_never_share_an_id(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    (other / "quai.txt").write_text("Tout autre chose\n\nLe marché de Valme a ouvert.\n", encoding="utf-8")
    with Dossier() as dossier:
        dossier.add([folder, other])
        ids = [annotation.id for annotation in dossier.annotations()]
    assert len(set(ids)) == len(ids) == 4


def test_what_two_processes_add_at_once_is_in_once(folder: Path, tmp_path: Path) -> None:
    """The second looks before the first has written: of one text it says that it is in already, of two texts of one name it keeps both."""
    path = tmp_path / "d.recoupe"
    other = tmp_path / "other"
    other.mkdir()
    (other / "quai.txt").write_text(TEXTS["appel.txt"].replace("40", "50"), encoding="utf-8")

    def adding_meanwhile(count: int) -> None:
        if not meanwhile:
            meanwhile.append(count)
            with Dossier(path) as first:
                first.add([folder / "reprise.txt"])
                first.add([other / "quai.txt"])

    meanwhile: list[int] = []
    with Dossier(path) as second:
        rows = second.add(
            [folder / "appel.txt", folder / "quai.txt", folder / "reprise.txt"], progress=adding_meanwhile
        )
    assert [row.status for row in rows] == [InputStatus.OK, InputStatus.OK, InputStatus.OK]
    with Dossier(path) as dossier:
        assert sorted(one.text for one in dossier.annotations()) == sorted(
            [*TEXTS.values(), TEXTS["appel.txt"].replace("40", "50")]
        )
        assert len({one.id for one in dossier.annotations()}) == 4


def test_account_is_kept_until_articles_are_added(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.recoupe"
    with Dossier(path) as dossier:
        dossier.add([folder])
        made = dossier.account("fr")
    with Dossier(path) as dossier, monkeypatch.context() as patch:
        patch.setattr("recoupe.dossier.crosscheck", lambda *_: pytest.fail("built again"))
        assert dossier.account("fr") == made
    (folder / "neuf.txt").write_text(
        "Nouvelle\n\nLa Séranie a rouvert le port de Valme vendredi matin.\n", encoding="utf-8"
    )
    with Dossier(path) as dossier:
        dossier.add([folder])
        assert {"neuf"} & {place.id for row in dossier.account("fr").rows for place in row.evidence}


def test_order_of_input_changes_nothing_in_the_account(folder: Path) -> None:
    paths = sorted(folder.iterdir())
    accounts = []
    for order in (paths, paths[::-1], [paths[1], paths[2], paths[0]]):
        with Dossier() as dossier:
            dossier.add(order)
            accounts.append(msgspec.json.encode(dossier.account("fr")))
    assert accounts[0] == accounts[1] == accounts[2]


def test_articles_that_come_one_by_one_give_the_account_of_all_at_once(folder: Path, tmp_path: Path) -> None:
    """Whatever the dossier keeps from the earlier articles: passages in common, meanings, chapters."""
    copied = "La Séranie a fermé le port de Valme mercredi après la rupture d'une amarre du ferry et la mort d'un docker."
    for day, outlet in ((12, "Le Fanal"), (13, "Radio Corvin"), (14, "La Vigie")):
        text = f"Port de Valme\n\n{day} mars 2031\n\n{copied} {outlet} revient sur cette journée.\n"
        (folder / f"copie{day}.txt").write_text(text, encoding="utf-8")
    paths = sorted(folder.iterdir())
    with Dossier() as dossier:
        dossier.add(paths)
        at_once = dossier.account("fr")
    assert len(at_once.matches) > 2
    for number, path in enumerate(reversed(paths)):
        with Dossier(tmp_path / "d.recoupe") as dossier:
            dossier.add([path])
            account = dossier.account("fr")
            assert dossier.file.count_articles() == number + 1
    assert account == at_once


@pytest.mark.parametrize(("step", "told"), [(1, "later version"), (-4, "earlier version")])
def test_another_version_is_refused(tmp_path: Path, step: int, told: str) -> None:
    path = tmp_path / "d.recoupe"
    Dossier(path).file.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {store.VERSION + step}")
    with pytest.raises(DossierError, match=told):
        Dossier(path)


@pytest.mark.parametrize("write", [True, False])
def test_a_file_of_the_version_before_is_brought_up_to_date(
    folder: Path, tmp_path: Path, write: bool
) -> None:
    path = tmp_path / "d.recoupe"
    with Dossier(path) as dossier:
        dossier.add([folder])
        made = dossier.account("fr")
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DELETE FROM crosschecks; DROP TABLE sketches; DROP TABLE story_dates; DROP TABLE steps; PRAGMA user_version = 4;"
        )
    with Dossier(path, write=write) as dossier:
        assert dossier.account("fr") == made


def test_an_account_kept_by_another_version_is_made_anew(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.recoupe"
    with Dossier(path) as dossier:
        dossier.add([folder])
        made = dossier.account()
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE crosschecks SET known = '{"published": 3}'""")
    with Dossier(path) as dossier:
        assert dossier.file.account("fr") is None
        assert dossier.account() == made


def test_another_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(DossierError, match=r"other\.db"):
        Dossier(path)
    assert path.read_bytes() == before


def test_a_full_disk_loses_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.recoupe"
    with Dossier(path) as dossier:
        dossier.add([folder / "quai.txt"])
        pages = dossier.file._connection.execute("PRAGMA page_count").fetchone()[0]
        dossier.file._connection.execute(f"PRAGMA max_page_count = {pages}")
        big = folder / "grand.txt"
        big.write_text("Titre\n\n" + "La Séranie a fermé le port de Valme. " * 3000, encoding="utf-8")
        with pytest.raises(DossierError, match=r"d\.recoupe"):
            dossier.add([big])
    with Dossier(path) as dossier:
        assert [annotation.id for annotation in dossier.annotations()] == ["quai"]
        assert dossier.file._rows("PRAGMA integrity_check")[0][0] == "ok"


def test_a_reader_is_not_blocked_by_a_writer(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.recoupe"
    with Dossier(path) as writer:
        writer.add([folder / "quai.txt"])
        with writer.file.transaction() as connection, Dossier(path, write=False) as reader:
            connection.execute("DELETE FROM articles")
            assert [annotation.id for annotation in reader.annotations()] == ["quai"]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 needs a POSIX system")
def test_killed_at_any_instant_the_file_is_whole(folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"n{number}.txt").write_text(
            f"Article {number}\n\nLa Séranie a attaqué le port de Valme, a déclaré le maire. Il y a {number + 2} blessés.\n",
            encoding="utf-8",
        )
    path = tmp_path / "d.recoupe"
    moments = random.Random(7)
    command = [
        sys.executable,
        "-c",
        "import sys; from recoupe.dossier import Dossier; Dossier(sys.argv[1]).add(sys.argv[2:])",
        str(path),
        str(folder),
    ]
    counts = []
    for _ in range(4):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not path.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(moments.uniform(0.0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                halves = connection.execute(
                    "SELECT count(*) FROM articles WHERE number NOT IN (SELECT article FROM zones)"
                ).fetchone()[0]
                assert halves == 0
                counts.append(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    with Dossier(path) as dossier:
        dossier.add([folder])
        finished = list(dossier.annotations())
        assert {row.status for row in dossier.inputs()} == {InputStatus.OK}
    assert counts == sorted(counts)
    with Dossier() as undisturbed:
        undisturbed.add([folder])
        assert finished == list(undisturbed.annotations())


def test_a_text_in_another_language_is_read_in_part_and_said(tmp_path: Path) -> None:
    path = tmp_path / "fremd.txt"
    path.write_text(
        "Der Hafen bleibt geschlossen\n\nDie Ministerin sagte am Montag, dass der Hafen noch mehrere Wochen geschlossen bleiben werde.\n",
        encoding="utf-8",
    )
    with Dossier() as dossier:
        (row,) = dossier.add([path])
    assert row.status is InputStatus.PARTIAL and row.code == "other_language"
    assert row.reason and row.remedy
