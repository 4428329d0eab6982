"""Decisions made in the pages: acknowledged ones are kept whatever happens, shown where they belong, undone, handed on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from account_fixture import small_account
from serve_fixture import Server, serving, small_dossier

from recoupe.decisions import DecisionKind
from recoupe.store.file import DossierFile
from recoupe.store.judgements import load_decisions


@pytest.fixture
def server(tmp_path):
    with serving(small_dossier(tmp_path)) as running:
        running.room.worker.make_account = lambda: _Done()  # type: ignore[method-assign]
        yield running


class _Done:
    """A job that is over: these tests are about decisions, not about the account made after them."""

    class ended:
        @staticmethod
        def wait(seconds: float) -> bool:
            return True


def decide(server: Server, what: str, **fields: str) -> httpx.Response:
    form = {"key": server.form_key, "what": what, "author": "A. B.", "back": "/decisions", **fields}
    return server.client.post("/decide", data=form)


def decisions(server: Server) -> list:
    with DossierFile(server.room.shelf.files.path, write=False) as file:
        return load_decisions(file)


def number_of(article: str) -> int:
    return [annotation.id for annotation in small_account()[1]].index(article) + 1


@pytest.mark.parametrize(
    ("what", "fields", "kind"),
    [
        ("confirm", {"row": "e-shells"}, DecisionKind.CONFIRM),
        ("reject", {"row": "e-shells"}, DecisionKind.REJECT),
        ("correct", {"row": "e-shells", "date": "2031-03-05"}, DecisionKind.CORRECT),
        ("merge", {"actor": "a-dunn", "other": "a-vole"}, DecisionKind.MERGE),
        ("letter", {"outlet": "Radio Cap", "letter": "B"}, DecisionKind.LETTER),
        ("note", {"row": "e-shells", "text": "À vérifier <b>auprès</b> de l’état-major"}, DecisionKind.NOTE),
        ("note", {"place": "4-19 courrier-1", "text": "Qui est-ce ?"}, DecisionKind.NOTE),
        ("lineage", {"row": "e-shells", "article": "courrier-2", "other": "radiocap-2", "same": "yes"}, DecisionKind.LINEAGE),
    ],
)  # fmt: skip
def test_each_kind_of_decision_is_written_with_author_and_time(
    server: Server, what: str, fields: dict[str, str], kind
):
    answer = decide(server, what, **fields)
    assert answer.status_code == 200 and answer.url.path == "/decisions", answer.text
    (made,) = decisions(server)
    assert (made.kind, made.author) == (kind, "A. B.") and made.at[:2] == "20"
    assert "A. B." in answer.text and "<b>auprès" not in answer.text


def test_the_kind_of_a_copy_is_corrected_on_the_page_of_the_pair(server: Server):
    earlier, later = number_of("boreale-1"), number_of("echo-1")
    page = server.client.get(f"/pair/{earlier}/{later}").text
    places = [page.split(f'name="{side}" value="')[1].split('"')[0] for side in ("earlier", "later")]
    decide(server, "copying", earlier=places[0], later=places[1], kind="quotation")
    assert [made.kind for made in decisions(server)] == [DecisionKind.COPYING]
    assert "A. B." in server.client.get(f"/pair/{earlier}/{later}").text


def test_a_decision_stands_on_its_row_and_is_undone_there(server: Server):
    decide(server, "confirm", row="e-shells")
    page = server.client.get("/row/e-shells").text
    assert "a confirmé" in page and "Défaire" in page
    form = {"key": server.form_key, "number": "1", "author": "A. B.", "back": "/row/e-shells"}
    answer = server.client.post("/undo", data=form)
    assert answer.url.path == "/row/e-shells" and "(défait)" in answer.text
    assert [made.kind for made in decisions(server)] == [DecisionKind.CONFIRM, DecisionKind.UNDO]


def test_a_letter_stands_on_the_articles_of_its_outlet(server: Server):
    decide(server, "letter", outlet="Radio Cap", letter="B")
    page = server.client.get(f"/article/{number_of('radiocap-1')}").text
    assert '<option value="B" selected>' in page


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("confirm", {"row": "nothing"}),
        ("confirm", {"row": "e-shells", "author": ""}),
        ("correct", {"row": "e-shells"}),
        ("correct", {"row": "e-shells", "date": "hier"}),
        ("merge", {"actor": "a-dunn", "other": "personne de ce nom"}),
        ("merge", {"actor": "a-dunn", "other": "a-dunn"}),
        ("note", {"row": "e-shells", "text": "  "}),
        ("note", {"place": "no place", "text": "x"}),
        ("copying", {"earlier": "0-0 x", "later": "0-0 y", "kind": "none"}),
    ],
)
def test_a_decision_that_says_nothing_is_refused_in_words(server: Server, what: str, fields: dict[str, str]):
    answer = decide(server, what, **fields)
    assert answer.status_code == 422 and "n’a pas été prise" in answer.text
    assert decisions(server) == []


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_form_leads_out_of_the_room(server: Server, back: str):
    answer = decide(server, "confirm", row="e-shells", back=back)
    assert answer.url.host == "127.0.0.1" and answer.url.path == "/"


def test_decisions_travel_to_another_dossier(server: Server, tmp_path: Path):
    decide(server, "note", row="e-shells", text="À vérifier")
    decide(server, "letter", outlet="Radio Cap", letter="C")
    lines = server.client.get("/decisions.jsonl")
    assert [json.loads(line)["kind"] for line in lines.text.splitlines()] == ["note", "letter"]
    assert "attachment" in lines.headers["content-disposition"]
    (tmp_path / "other").mkdir()
    with serving(small_dossier(tmp_path / "other")) as other:
        other.room.worker.make_account = lambda: _Done()  # type: ignore[method-assign]
        sent = {"decisions": ("decisions.jsonl", lines.content)}
        form = {"key": other.form_key, "author": "C. D.", "back": "/decisions"}
        answer = other.client.post("/decisions", data=form, files=sent)
        assert answer.status_code == 200 and "À vérifier" in answer.text and len(decisions(other)) == 2
        broken = other.client.post("/decisions", data=form, files={"decisions": ("x", b"{]\n")})
        assert broken.status_code == 422 and len(decisions(other)) == 2


def test_a_note_a_confirmation_or_a_letter_makes_nothing_again_and_stands_at_once(tmp_path: Path):
    with serving(small_dossier(tmp_path)) as running:
        running.room.worker.make_account = lambda: pytest.fail("the account is made again")  # type: ignore[method-assign]
        reading = running.room.shelf.last()
        decide(running, "confirm", row="e-shells")
        decide(running, "note", row="e-shells", text="À vérifier")
        decide(running, "letter", outlet="Radio Cap", letter="B")
        form = {"key": running.form_key, "number": "2", "author": "A. B.", "back": "/"}
        assert running.client.post("/undo", data=form).status_code == 200
        listed = (
            running.client.get("/?standing=established").text.split('id="row-e-shells"')[1].split("</li>")[0]
        )
        assert listed.count("a confirmé") == 1 and "a noté" not in listed
        assert running.room.shelf.last() is reading


def test_a_decision_on_a_passage_stands_in_the_article_that_has_another_id_here(
    server: Server, tmp_path: Path
):
    decide(server, "note", place="4-19 courrier-1", text="Qui est-ce ?")
    line = server.client.get("/decisions.jsonl").json()
    line["passages"][0]["id"] = "nommé autrement"
    form = {"key": server.form_key, "author": "C. D.", "back": "/decisions"}
    (tmp_path / "other").mkdir()
    with serving(small_dossier(tmp_path / "other")) as other:
        sent = {"decisions": ("d.jsonl", json.dumps(line).encode())}
        answer = other.client.post("/decisions", data={**form, "key": other.form_key}, files=sent)
        assert f"/article/{number_of('courrier-1')}?at=4-19" in answer.text
        assert "Qui est-ce ?" in other.client.get(f"/article/{number_of('courrier-1')}").text


def test_a_decision_that_finds_nothing_is_listed_with_its_reason(server: Server, tmp_path: Path):
    decide(server, "confirm", row="e-shells")
    line = server.client.get("/decisions.jsonl").json()
    retyped = {**line, "uid": "un", "row": {**line["row"], "type": "AID", "key": "event-aid"}}
    elsewhere = json.loads(json.dumps(line).replace(line["row"]["passages"][0]["article"], "0" * 64))
    elsewhere["uid"] = "deux"
    elsewhere["row"]["passages"] = elsewhere["row"]["passages"][:1]
    sent = {"decisions": ("d.jsonl", f"{json.dumps(retyped)}\n{json.dumps(elsewhere)}".encode())}
    form = {"key": server.form_key, "author": "C. D.", "back": "/decisions"}
    page = server.client.post("/decisions", data=form, files=sent).text
    told = page.split("<li>")[1:4]
    assert "aucun de ses articles n’est dans ce dossier" in told[0]
    assert (
        "maintenant d’un autre type" in told[1] and 'href="/row/e-shells"' in told[1].split("autre type")[1]
    )
    assert "ne se trouve plus" not in told[2]


def test_the_author_is_remembered(server: Server):
    decide(server, "confirm", row="e-shells")
    assert 'value="A. B."' in server.client.get("/row/e-flood").text


SERVER = """
import sys
from recoupe.serve import serve
serve(sys.argv[1], port=0, ready=lambda address: print(address, flush=True))
"""


def test_a_server_killed_at_once_has_lost_no_decision_it_acknowledged(tmp_path: Path):
    path = small_dossier(tmp_path)
    acknowledged = []
    for round_ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        with httpx.Client(base_url=first.split("?")[0], trust_env=False, timeout=60) as client:
            client.get(first)
            key = client.get("/row/e-shells").text.split('name="key" value="')[1].split('"')[0]
            for note in range(4):
                text = f"note {round_}-{note}"
                form = {
                    "key": key,
                    "what": "note",
                    "row": "e-shells",
                    "text": text,
                    "author": "A",
                    "back": "/",
                }
                if note == 3:
                    os.kill(process.pid, signal.SIGKILL)
                    break
                assert client.post("/decide", data=form).status_code == 303
                acknowledged.append(text)
        process.wait(timeout=20)
        process.stdout.close()
        time.sleep(0.1)
    with DossierFile(path, write=False) as file:
        kept = [made.values["text"] for made in load_decisions(file)]
    assert kept == acknowledged and len(kept) == 6
