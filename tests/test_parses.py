"""A text that was parsed before is not parsed again, and nothing shows it."""

from __future__ import annotations

import multiprocessing
import string
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.annotate import annotate
from recoupe.annotate import reading as reading_module
from recoupe.annotate.parses import Parse, RecentParses, Word, digest, pack, unpack
from recoupe.dossier import Dossier
from recoupe.errors import RecoupeError
from recoupe.model import Article
from recoupe.store.file import DossierFile
from recoupe.store.parses import open_parses

DISPATCH = "La digue d'Orle a cédé lundi soir, a annoncé la préfète de Valme, Ilda Marsan."
OWN = "Les habitants de Lorme ont passé la nuit dans le gymnase de l'école, sans électricité."
ARTICLES = [
    Article(id="a", text=f"Crue\n\n{DISPATCH}\n\n{OWN}"),
    Article(id="b", text=f"Orle sous l'eau\n\n{DISPATCH}"),
    Article(id="c", text=f"{DISPATCH} {OWN}\n\n{DISPATCH}"),
]
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
SMALL = st.integers(-400, 400)
WORDS = st.builds(Word, TEXT, SMALL, TEXT, TEXT, TEXT, TEXT, SMALL, SMALL, SMALL)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts given to the parser from here on."""
    texts: list[str] = []
    load = reading_module.load_parser

    class Watched:
        def __init__(self, pipeline: Any) -> None:
            self.pipeline = pipeline

        def pipe(self, given: Iterable[str], **options: Any) -> Iterator[Any]:
            texts.extend(given)
            return self.pipeline.pipe(given, **options)

    monkeypatch.setattr(reading_module, "load_parser", lambda language: Watched(load(language)))
    return texts


@settings(deadline=None)
@given(st.lists(WORDS, max_size=8), st.lists(st.tuples(SMALL, SMALL, TEXT), max_size=3))
def test_a_parse_comes_back_as_it_was_packed(words: list[Word], names: list[tuple[int, int, str]]) -> None:
    assert unpack(pack(Parse(words, names))) == Parse(words, names)


def test_a_copied_paragraph_is_parsed_once(parsed: list[str]) -> None:
    found = list(annotate(ARTICLES))
    assert parsed.count(DISPATCH) == 1
    alone = [annotation for article in ARTICLES for annotation in annotate([article])]
    assert found == alone


def test_what_the_dossier_holds_is_not_parsed_again(parsed: list[str], tmp_path: Path) -> None:
    fresh = list(annotate(ARTICLES))
    path = tmp_path / "d.recoupe"
    DossierFile(path).close()
    list(annotate(ARTICLES[:2], parses=partial(open_parses, path)))
    parsed.clear()
    again = list(annotate(ARTICLES, parses=partial(open_parses, path)))
    assert again == fresh
    assert DISPATCH not in parsed and OWN not in parsed and len(parsed) == len(set(parsed))


def test_only_the_last_texts_are_held() -> None:
    parse = Parse([Word("eau", 0, "eau", "NOUN", "ROOT", "", 1, 0, 0)], [])
    texts = [f"{letter} : {DISPATCH}" for letter in string.ascii_letters[:5]]
    memory = RecentParses(limit=3)
    for text in texts:
        memory.keep("fr", {text: parse})
    assert sorted(memory.recall("fr", texts)) == texts[2:]


def test_another_language_is_another_parse() -> None:
    assert digest("fr", OWN) == digest("fr", OWN) != digest("fr", DISPATCH)


def test_workers_change_nothing_and_share_a_cache(parsed: list[str], tmp_path: Path) -> None:
    articles = [Article(id=f"{n}", text=f"Numéro {n}\n\n{DISPATCH}\n\n{OWN}") for n in range(40)]
    fresh = list(annotate(articles))
    cache = partial(open_parses, tmp_path / "parses.db")
    assert list(annotate(articles, workers=2, parses=cache)) == fresh
    parsed.clear()
    assert list(annotate(articles, parses=cache)) == fresh
    assert DISPATCH not in parsed and OWN not in parsed


def test_a_dossier_draws_on_a_cache_and_fills_it(parsed: list[str], tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLES[0].text, encoding="utf-8")
    for name in ("one", "other"):
        parsed.clear()
        with Dossier(tmp_path / f"{name}.recoupe") as dossier:
            dossier.add([tmp_path / "article.txt"], cache=tmp_path / "parses.db")
            assert dossier.file.count_articles() == 1
        assert (DISPATCH in parsed) == (name == "one")


def test_a_file_that_is_no_cache_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Rien ici n'est une base de données, quoi qu'on en dise.\n" * 40, encoding="utf-8")
    before = path.read_bytes()
    for workers in (1, 2):
        with pytest.raises(RecoupeError, match="no memory of parses"):
            next(annotate(ARTICLES, workers=workers, parses=partial(open_parses, path)))
    assert path.read_bytes() == before


def test_a_killed_worker_is_an_error_that_says_what_to_do() -> None:
    articles = [Article(id=f"{n}", text=DISPATCH) for n in range(200)]
    found = annotate(articles, workers=2)
    next(found)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(RecoupeError, match="fewer"):
        list(found)


def test_workers_end_when_they_are_left_early() -> None:
    def endless() -> Iterator[Article]:
        number = 0
        while True:
            number += 1
            assert number < 2_000, "more was read ahead than is held"
            yield Article(id=f"{number}", text="Il pleut sur Orle.")

    found = annotate(endless(), workers=2)
    assert [next(found).id for _ in range(3)] == ["1", "2", "3"]
    found.close()
