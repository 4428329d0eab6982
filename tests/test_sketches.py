"""What a dossier knows of its articles without reading them, and what is read when articles come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from situations import Draft

from recoupe.crosscheck import chapters as chapters_module
from recoupe.crosscheck import passage_index
from recoupe.crosscheck.account import build_account
from recoupe.crosscheck.changes import compare_rows
from recoupe.crosscheck.dating import date_articles
from recoupe.crosscheck.reuse import match_passages
from recoupe.crosscheck.sketches import HeldArticles, sketch_article
from recoupe.crosscheck.story_dates import date_stories
from recoupe.dossier import Dossier
from recoupe.model import Annotation, EventModality, EventType
from recoupe.store import sketches as filed
from recoupe.store.file import DossierFile
from recoupe.store.sketches import FiledArticles

RAID = "La Séranie a bombardé Alcée. L’Orvanie dément, la présidente Ilda Marsan se tait."
LATER = "Ilda Marsan accuse l’Orvanie : la Séranie, elle, a bombardé Alcée dès l’aube."
COPIED = (
    "Samedi soir, la garde a repris le fort de Valme après deux heures de combats dans la ville basse, puis elle a "
    "fermé les deux ponts de la Mire et posté des sentinelles devant le vieux port."
)


def raid(number: int, day: str | None, text: str = RAID) -> Annotation:
    draft = Draft(f"a{number:03}", f"{text} Numéro {number}.", day, f"Journal {number}")
    if "bombardé" in text:
        draft.event("bombardé", EventType.ASSAULT, ("seranie",), ("alcee",), modality=EventModality.OCCURRED)
    return draft.done()


def dossier_of(path: Path, annotations: Sequence[Annotation]) -> Dossier:
    dossier = Dossier(path)
    dossier.take(annotations)
    return dossier


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters of at most two articles; articles that come are added to the index of passages one by one."""
    monkeypatch.setattr(chapters_module, "LARGEST", 2)
    monkeypatch.setattr(passage_index, "FILL_SHARE", 1.0)


def test_a_sketch_counts_names_and_the_articles_before_them() -> None:
    named = {one.actor.key: one for one in sketch_article(raid(1, "2031-03-01")).named}
    assert named["seranie"].forms == {"Séranie": 1} and named["seranie"].determiners == {"la": 1}
    assert named["orvanie"].determiners == {"l’": 1}


def test_a_sketch_holds_no_text_and_tells_articles_apart() -> None:
    one = sketch_article(raid(1, "2031-03-01"))
    assert one.article.text == "" and one.size_chars == len(raid(1, "2031-03-01").text)
    changed = msgspec.structs.replace(raid(1, "2031-03-01"), events=())
    assert sketch_article(changed).digest != one.digest


def test_a_sketch_of_another_make_is_made_again(tmp_path: Path) -> None:
    annotations = [raid(1, "2031-03-01")]
    with dossier_of(tmp_path / "d.recoupe", annotations) as dossier:
        FiledArticles(dossier.file, write=True)
        dossier.file.connection.execute(
            "UPDATE sketches SET sketch = ?", (msgspec.msgpack.encode(["other"]),)
        )
        assert FiledArticles(dossier.file, write=True).sketches == HeldArticles(annotations).sketches


def test_sketches_are_kept_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    annotations = [raid(number, f"2031-03-0{number + 1}") for number in range(3)]
    dossier_of(tmp_path / "d.recoupe", annotations).file.close()
    with DossierFile(tmp_path / "d.recoupe", write=False) as file:
        assert FiledArticles(file, write=False).sketches == HeldArticles(annotations).sketches
    with DossierFile(tmp_path / "d.recoupe") as file:
        FiledArticles(file, write=True)
        monkeypatch.setattr(filed, "sketch_article", lambda _: pytest.fail("sketched again"))
        assert FiledArticles(file, write=True).sketches == HeldArticles(annotations).sketches
        monkeypatch.undo()
        monkeypatch.setattr(filed, "__version__", "another")
        assert FiledArticles(file, write=False).sketches == HeldArticles(annotations).sketches


def test_articles_are_given_in_the_order_asked_for(tmp_path: Path) -> None:
    annotations = [raid(number, f"2031-03-0{number + 1}") for number in range(3)]
    with dossier_of(tmp_path / "d.recoupe", annotations) as dossier:
        held = FiledArticles(dossier.file, write=True)
        assert held.read(["a002", "a000"]) == [annotations[2], annotations[0]]
        assert held.text("a001") == annotations[1].text and held.read([]) == []


def test_only_chapters_that_changed_are_read(
    small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotations = [raid(number, f"203{number}-03-01") for number in range(5)]
    with dossier_of(tmp_path / "d.recoupe", annotations) as dossier:
        dossier.update("fr")
        before = dossier.account("fr")
        dossier.take([raid(7, "2034-03-02", LATER)])
        asked: list[str] = []
        read = FiledArticles.read

        def watched(self: FiledArticles, ids: Sequence[str]) -> list[Annotation]:
            asked.extend(ids)
            return read(self, ids)

        monkeypatch.setattr(FiledArticles, "read", watched)
        changes = dossier.update("fr")
        assert set(asked) == {"a004", "a007"}
        after = dossier.account("fr")
        assert changes and changes == compare_rows(before.rows, after.rows, "fr")
        assert dossier.update("fr") == []
    whole = build_account([*annotations, raid(7, "2034-03-02", LATER)])
    assert msgspec.json.encode(after) == msgspec.json.encode(whole)


def test_the_first_account_is_no_change(tmp_path: Path) -> None:
    with dossier_of(tmp_path / "d.recoupe", [raid(1, "2031-03-01")]) as dossier:
        assert dossier.update("fr") == [] and dossier.account("fr").rows


class Shelf:
    """A memory that counts what it was asked for in vain."""

    def __init__(self) -> None:
        self.held: dict[bytes, bytes] = {}
        self.missed = 0

    def recall(self, digests):  # type: ignore[no-untyped-def]
        asked = list(digests)
        self.missed += sum(digest not in self.held for digest in asked)
        return {digest: self.held[digest] for digest in asked if digest in self.held}

    def keep(self, fresh):  # type: ignore[no-untyped-def]
        self.held |= fresh


def test_stories_are_dated_one_by_one_as_all_at_once() -> None:
    days = ["2031-03-08", None, "2031-04-05", None, "2031-05-03"]
    annotations = [raid(number, day, COPIED) for number, day in enumerate(days)]
    stories = {"a000": "a000", "a001": "a000", "a002": "a002", "a003": "a002", "a004": "a004"}
    matches = match_passages(annotations)
    shelf = Shelf()
    found = [date_stories(HeldArticles(annotations), matches, stories, "fr", shelf) for _ in range(2)]
    assert matches and shelf.missed == 2
    assert found[0] == found[1] == date_articles(annotations, matches, stories)
