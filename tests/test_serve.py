"""What the pages of the reading room show of an account made by hand."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from subprocess import PIPE

import pytest
from account_fixture import empty_account, small_account
from serve_fixture import Server, serving, small_dossier, write_dossier
from test_report import Page

from recoupe.decisions import DecisionKind, Letter
from recoupe.dossier import Dossier
from recoupe.model import ActorKind, MatchKind
from recoupe.serve import listen
from recoupe.serve.reading import Reading
from recoupe.serve.room import room_wording
from recoupe.serve.worker import Stage


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(small_dossier(tmp_path_factory.mktemp("room"))) as running:
        yield running


def page_of(server: Server, path: str, **options: object) -> Page:
    answer = server.client.get(path, **options)  # type: ignore[arg-type]
    assert answer.status_code == 200, (path, answer.status_code)
    return Page(answer.text)


def words_of(server: Server, path: str, **options: object) -> str:
    return " ".join(page_of(server, path, **options).text.split())


def test_the_first_screen_says_what_stands_what_is_disputed_what_is_awaited(server: Server):
    words = words_of(server, "/")
    for heading in ("Ce qui tient", "Ce qui est contesté", "Ce qui est attendu"):
        assert heading in words
    assert "Des tirs d’artillerie ont visé" in words and "16 articles" in words


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("actor=vole", "Edda Vole soutient", "Une crue a emporté"),
        ("standing=superseded", "Oskar Dunn s’oppose", "Edda Vole soutient"),
        ("kind=position", "Edda Vole soutient", "Des tirs d’artillerie"),
        ("source=anonymous", "Selon un ingénieur", "Ilda Maren menace"),
        ("outlet=Gazette des Îles", "parle d’une avarie", "Edda Vole soutient"),
        ("since=2031-04-01&until=2031-04-30", "Edda Vole soutient", "Des tirs d’artillerie"),
        ("actor=vole&standing=superseded", "Aucune ligne", "Edda Vole soutient"),
    ],
)
def test_the_account_is_narrowed(server: Server, query: str, shown: str, hidden: str):
    page = server.client.get(f"/?{query}").text
    rows = " ".join(Page(page[page.index('id="rows"') :]).text.split())
    assert shown in rows and hidden not in rows


def test_a_claim_shows_passages_origins_reasons_and_how_it_came(server: Server):
    page = page_of(server, "/row/e-flood")
    words = " ".join(page.text.split())
    assert "Pourquoi" in words and "La crue a atteint Orle" in words
    assert "D’où cela vient" in words and "Agence Boréale" in words
    assert "Première origine" in words
    assert [tag for tag, attrs in page.tags if tag == "circle" and "leaf" in attrs.get("class", "")]


def test_a_contradiction_is_told_on_both_claims(server: Server):
    assert "Contredit" in words_of(server, "/row/e-denied")
    assert "Contredit par" in words_of(server, "/row/e-open")


def test_a_ledger_claim_shows_what_became_of_each_part(server: Server):
    words = words_of(server, "/row/l-stive")
    assert "confirmé" in words and "démenti par les faits" in words and "Tranché par" in words


def test_an_actor_shows_names_offices_and_what_they_want(server: Server):
    words = words_of(server, "/actor/dunn")
    assert "chef du gouvernement norvalien" in words and "Dunn" in words
    assert "Ce qu’il veut" in words and "Oskar Dunn s’oppose à tout partage" in words
    assert "Oskar Dunn" in words_of(server, "/actors?name=dun")


def test_an_article_shows_its_words_its_marks_and_who_shares_them(server: Server):
    order = [annotation.id for annotation in small_account()[1]]
    number = order.index("boreale-1") + 1
    page = page_of(server, f"/article/{number}")
    words = " ".join(page.text.split())
    assert (
        "emporté le pont des Tanneurs" in words and "repris par" in words and "La Dépêche de Tessar" in words
    )
    assert [attrs for _, attrs in page.tags if attrs.get("id", "").startswith("p-")]
    assert f"/pair/{number}/{order.index('depeche-1') + 1}" in page.links


def test_a_passage_s_address_marks_it_in_its_article(server: Server):
    page = page_of(server, "/article/1?at=4-19")
    assert [attrs for _, attrs in page.tags if attrs.get("id") == "p-4-19"]


def test_two_articles_face_each_other(server: Server):
    order = [annotation.id for annotation in small_account()[1]]
    words = words_of(server, f"/pair/{order.index('boreale-1') + 1}/{order.index('echo-1') + 1}")
    assert words.count("emporté le pont des Tanneurs") == 2 and "1 passage commun" in words
    assert server.client.get("/pair/1/2").status_code == 404


def test_the_timeline_is_drawn_and_told_and_can_be_brought_nearer(server: Server):
    page = page_of(server, "/timeline")
    assert [tag for tag, attrs in page.tags if tag == "svg" and attrs.get("class") == "timeline"]
    assert "Plus près" in page.text and "Oskar Dunn a démissionné" in page.text
    near = " ".join(words_of(server, "/timeline?since=2031-04-01&until=2031-04-30").split())
    assert "Edda Vole" not in near or "avril" in near
    assert "Des tirs d’artillerie" not in near
    links = [link for link in page.links if link.startswith("/timeline?since=")]
    assert links and all(server.client.get(link).status_code == 200 for link in links[:3])


def test_positions_figures_ledger_copying_and_articles_are_there(server: Server):
    assert "Remplace la position précédente" in words_of(server, "/positions")
    assert "en conflit" in words_of(server, "/figures")
    assert "brandi" in words_of(server, "/ledger") or "tenu pour" in words_of(server, "/ledger")
    assert "dépêche reprise mot pour mot" in words_of(server, "/copying")
    assert "Le Courrier du Delta" in words_of(server, "/articles")
    cards = server.client.get("/articles?outlet=Radio Cap").text.split('class="cards"')[1]
    assert "Radio Cap" in cards and "Gazette" not in cards


def test_inputs_name_every_failure_with_its_remedy(server: Server):
    words = words_of(server, "/inputs?status=failed")
    assert "photo.jpg" in words and "retirez ce fichier" in words and "copie.txt" not in words


def test_answers_are_sent_without_waiting_to_be_acknowledged():
    """Only on a socket whose protocol is told does asyncio send small pieces at once; else each page costs 40 ms more."""
    with closing(listen("127.0.0.1", 0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_the_process_beside_the_pages_ends_quietly_when_the_room_is_closed(tmp_path: Path):
    path = tmp_path / "d.recoupe"
    with Dossier(path):
        pass
    command = [sys.executable, "-m", "recoupe.serve.work", str(path)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write('{"do": "account", "languages": ["fr"]}\n')
        process.stdin.close()
        assert (process.stderr.read(), process.wait()) == ("", 0)


def test_every_link_of_every_page_leads_somewhere(server: Server):
    pages = [
        "/",
        "/timeline",
        "/positions",
        "/figures",
        "/ledger",
        "/actors",
        "/articles",
        "/copying",
        "/inputs",
    ]
    links = {
        link.split("#")[0] for path in pages for link in page_of(server, path).links if link.startswith("/")
    }
    broken = [link for link in sorted(links) if link and server.client.get(link).status_code != 200]
    assert not broken and len(links) > 60


def test_ids_are_unique_and_anchors_are_there(server: Server):
    for path in (
        "/",
        "/timeline",
        "/positions",
        "/figures",
        "/ledger",
        "/copying",
        "/row/e-flood",
        "/article/3",
    ):
        page = page_of(server, path)
        ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
        assert len(ids) == len(set(ids)), path
        assert not [link for link in page.links if link.startswith("#") and link[1:] not in ids], path


# --------------------------------------------------------------------------- languages


def test_the_browser_s_language_is_answered_and_a_choice_is_kept(tmp_path: Path):
    with serving(small_dossier(tmp_path)) as server:
        assert (
            '<html lang="en">' in server.client.get("/", headers={"Accept-Language": "en-GB,fr;q=0.4"}).text
        )
        assert '<html lang="fr">' in server.client.get("/", headers={"Accept-Language": "fr"}).text
        assert "What stands" in server.client.get("/?lang=en", headers={"Accept-Language": "fr"}).text
        kept = server.client.get("/timeline", headers={"Accept-Language": "fr"})
        assert "Timeline" in kept.text


def test_both_languages_say_the_same_things():
    def keys(table: dict, path: str = "") -> set[str]:
        found: set[str] = set()
        for name, value in table.items():
            found |= keys(value, f"{path}.{name}") if isinstance(value, dict) else {f"{path}.{name}"}
        return found

    french, english = (room_wording(language)._table["room"] for language in ("fr", "en"))
    assert keys(french) == keys(english)


def test_in_french_the_high_signs_have_their_narrow_space():
    text = (Path(room_wording.__module__.replace(".", "/")).parent / "wording" / "fr.toml").as_posix()
    source = (Path(__file__).parents[1] / "src" / text).read_text(encoding="utf-8")
    for line in source.splitlines():
        if " = " in line and not line.startswith("#"):
            value = line.split(" = ", 1)[1]
            assert not re.search(r"[^\u202f ][;?!»](?=[ \"])|« ", value), line


def test_an_account_in_the_other_language_is_shown_until_ours_is_made(tmp_path: Path):
    path = write_dossier(tmp_path / "fr.recoupe", *small_account(), languages=["fr"])
    with serving(path, read_only=True) as server:
        page = server.client.get("/?lang=en")
        assert page.status_code == 200 and "Timeline" in page.text


def test_the_first_page_does_not_wait_for_what_other_pages_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = threading.Event()
    monkeypatch.setattr(Reading, "warm", lambda reading: made.wait(timeout=60) and reading)
    with serving(small_dossier(tmp_path)) as server:
        try:
            assert server.client.get("/").status_code == 200
            assert not made.is_set()
        finally:
            made.set()


def test_an_empty_dossier_says_so_and_offers_to_add(tmp_path: Path):
    with serving(write_dossier(tmp_path / "none.recoupe", empty_account(), [], [])) as server:
        assert server.client.get("/").status_code == 200
        assert 'href="/add"' in server.client.get("/").text


def test_a_dossier_whose_account_was_never_made_waits_or_says_how(tmp_path: Path):
    path = write_dossier(tmp_path / "none.recoupe", empty_account(), small_account()[1], [], languages=[])
    with serving(path, read_only=True) as server:
        assert "recoupe account" in server.client.get("/").text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_has_its_word(language: str):
    w = room_wording(language)
    kinds = {
        "actor_kind": ActorKind,
        "decision": DecisionKind,
        "match": MatchKind,
        "letter": Letter,
        "stage": Stage,
    }
    for table, kind in kinds.items():
        assert all(w(f"room.{table}.{value}") for value in kind), table
