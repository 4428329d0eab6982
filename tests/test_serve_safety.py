"""Who is let into the reading room, from where, what answers allow a browser to do, and that words stay words."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from account_fixture import annotation_of, common, line, published_on
from hypothesis import given
from hypothesis import strategies as st
from serve_fixture import Server, serving, small_dossier, write_dossier
from starlette.routing import Route
from test_report import ATTACK, Page

from recoupe.errors import UsageError
from recoupe.model import (
    Account,
    Act,
    ActorKind,
    ActorName,
    ActorRow,
    Certainty,
    EventModality,
    EventRow,
    EventType,
    Evidence,
    InputRow,
    InputStatus,
    LedgerKind,
    LedgerPart,
    LedgerRow,
    Office,
    PartStatus,
    PositionRow,
    QuantityRow,
    Role,
    SaidModality,
    SpeakerKind,
    Stance,
    Standing,
    StatementRow,
)
from recoupe.serve import serve
from recoupe.serve.app import MOST_FORM_BYTES, READING, WRITING
from recoupe.serve.guard import Door, is_local
from recoupe.serve.pages.adding import safe_name
from recoupe.serve.passwords import hash_password, read_password, write_password
from recoupe.serve.room import preferred
from recoupe.store.file import DossierFile

PAGES = (
    "/", "/timeline", "/positions", "/figures", "/ledger", "/actors", "/articles", "/article/1", "/copying", "/inputs",
    "/changes", "/search?q=crue", "/decisions", "/add", "/nowhere",
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(small_dossier(tmp_path_factory.mktemp("room"))) as running:
        yield running


# --------------------------------------------------------------------------- the door


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("127.0.0.1:{port}", True),
        ("localhost:{port}", True),
        ("[::1]:{port}", True),
        ("127.0.0.1:{other}", False),
        ("127.0.0.1", False),
        ("evil.example", False),
        ("evil.example:{port}", False),
        ("127.0.0.1.evil.example:{port}", False),
        ("192.168.1.20:{port}", False),
        ("", False),
        ("[", False),
    ],
)
def test_only_its_own_host_names_are_answered(server: Server, host: str, answered: bool):
    port = server.room.door.port
    answer = server.client.get("/", headers={"Host": host.format(port=port, other=port + 1)})
    assert (answer.status_code == 200) is answered
    assert answered or answer.status_code == 400


def test_where_other_machines_may_ask_addresses_and_given_names_are_answered():
    door = Door(80, frozenset({"salle.journal.example"}), public=True)
    assert door.answers_to("192.168.1.20:80") and door.answers_to("salle.journal.example")
    assert not door.answers_to("rebound.example:80")


@pytest.mark.parametrize("page", PAGES)
def test_without_the_token_nothing_is_shown(server: Server, page: str):
    with server.stranger(follow_redirects=False) as stranger:
        answer = stranger.get(page)
        assert answer.status_code == 303 and answer.headers["location"] == "/login"
        shown = stranger.get("/login")
        assert shown.status_code == 403 and "Lorme" not in shown.text
        assert stranger.get("/", params={"token": "x" * 32}).headers["location"] == "/login"


def test_the_first_address_gives_a_cookie_that_stays_here(server: Server):
    with server.stranger(follow_redirects=False) as stranger:
        answer = stranger.get(server.first_address)
        assert answer.status_code == 303 and answer.headers["location"] == "/"
        cookie = answer.headers["set-cookie"].lower()
        assert (
            "httponly" in cookie
            and "samesite=strict" in cookie
            and server.room.door.token.lower() not in cookie
        )
        assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("/timeline?lang=fr&token={token}", "/timeline?lang=fr"), ("//evil.example/?token={token}", "/")],
)
def test_the_token_leads_to_the_page_asked_for_and_nowhere_else(server: Server, asked: str, led_to: str):
    with server.stranger(follow_redirects=False) as stranger:
        answer = stranger.get(server.base + asked.format(token=server.room.door.token))
        assert answer.headers["location"] == led_to


def test_every_answer_carries_the_headers(server: Server):
    for path in (*PAGES, "/static/style.css", "/static/room.js"):
        headers = server.client.get(path).headers
        policy = headers["content-security-policy"]
        assert (
            "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        )
        assert (
            "script-src 'self';" in policy and "form-action 'self'" in policy and "base-uri 'none'" in policy
        )
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert server.client.get("/").headers["cache-control"] == "no-store"
    with server.stranger() as stranger:
        assert "default-src 'none'" in stranger.get("/").headers["content-security-policy"]


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(server: Server):
    for path in PAGES:
        page = Page(server.client.get(path).text)
        for tag, attributes in page.tags:
            assert tag not in ("style", "iframe", "object", "embed", "base"), path
            assert "style" not in attributes and not [name for name in attributes if name.startswith("on")], (
                path
            )
            assert tag != "script" or attributes["src"] == "/static/room.js", path
            for name in ("src", "href", "action", "xlink:href"):
                assert re.match(r"[/#?]", attributes.get(name) or "/") or "noreferrer" in attributes["rel"], (
                    path,
                    attributes,
                )


# --------------------------------------------------------------------------- writes

WRITES = sorted({route.path for route in WRITING if isinstance(route, Route)})


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_write_from_another_page_is_refused(server: Server, path: str, headers: dict[str, str]):
    sent = {name: value.format(port=server.room.door.port) for name, value in headers.items()}
    answer = server.client.post(path, data={"key": server.form_key, "text": "Il pleut."}, headers=sent)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin"}])
@pytest.mark.parametrize("key", ["", "é", "0" * 64], ids=["none", "odd", "wrong"])
def test_a_form_without_our_key_is_refused(server: Server, path: str, headers: dict[str, str], key: str):
    answer = server.client.post(path, data={"key": key, "text": "Il pleut."}, headers=headers)
    assert answer.status_code == 403
    assert not server.room.worker.jobs or not any(job.adds for job in server.room.worker.jobs.values())


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(server: Server, method: str):
    assert server.client.request(method, "/").status_code == 405


def test_a_body_over_its_limit_is_refused_whatever_it_declares(server: Server):
    big = b"key=" + b"x" * (MOST_FORM_BYTES + 1)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.client.post("/paste", content=big, headers=form).status_code == 413

    def chunks():
        for _ in range(MOST_FORM_BYTES // 65536 + 2):
            yield b"x" * 65536

    assert server.client.post("/paste", content=chunks(), headers=form).status_code in (400, 413)


def test_read_only_shows_everything_and_changes_nothing(tmp_path: Path):
    path = small_dossier(tmp_path)
    before = path.read_bytes()
    with serving(path, read_only=True) as server:
        for page in PAGES:
            answer = server.client.get(page)
            assert answer.status_code == (404 if page in ("/add", "/nowhere") else 200), page
            assert 'method="post"' not in answer.text, page
        for write in WRITES:
            answer = server.client.post(write, data={"key": server.room.door.form_key})
            assert answer.status_code in (404, 405), write
    assert path.read_bytes() == before


# --------------------------------------------------------------------------- a public address


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.3.2.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.20", False), ("journal.example", False)],
)  # fmt: skip
def test_which_addresses_are_this_machine_only(host: str, local: bool):
    assert is_local(host) is local


def test_a_public_address_without_a_password_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="password"):
        serve(small_dossier(tmp_path), host="0.0.0.0", port=0)


def test_a_password_is_kept_as_a_digest_that_only_it_matches(tmp_path: Path):
    path = tmp_path / "secret"
    write_password(hash_password("quatre vannes bleues"), path)
    kept = path.read_text()
    assert "vannes" not in kept and path.stat().st_mode & 0o077 == 0
    assert read_password(path).matches("quatre vannes bleues")
    assert not read_password(path).matches("quatre vannes bleue")
    assert hash_password("quatre vannes bleues").digest != read_password(path).digest
    with pytest.raises(UsageError):
        hash_password("court")
    path.write_text("scrypt:1:1:1:00:00")
    with pytest.raises(UsageError):
        read_password(path)


def test_with_a_password_the_token_opens_nothing_and_the_password_does(tmp_path: Path):
    password = hash_password("quatre vannes bleues")
    with serving(small_dossier(tmp_path), password=password) as server:
        with server.stranger(follow_redirects=True) as stranger:
            asked = stranger.get("/", params={"token": server.room.door.token})
            assert (
                asked.url.path == "/login" and 'type="password"' in asked.text and "Lorme" not in asked.text
            )
            assert stranger.post("/login", data={"password": "faux"}).status_code == 403
            assert "Lorme" not in stranger.get("/articles").text
            opened = stranger.post("/login", data={"password": "quatre vannes bleues"})
            assert opened.status_code == 200 and "Norvale" in opened.text
        with server.stranger() as other:
            evil = {"Origin": "http://evil.example"}
            assert (
                other.post("/login", data={"password": "quatre vannes bleues"}, headers=evil).status_code
                == 403
            )


# --------------------------------------------------------------------------- words stay words

STORED = ATTACK.replace("\ud800", "")
LONG_WORD = "a" * 1_000_000


def hostile_dossier(folder: Path) -> Path:
    """Every kind of row, in every field of words, with markup, controls and overrides; an article of one long word."""
    paragraphs = [(Role.HEADLINE, STORED), (Role.BODY, STORED * 3), (Role.BODY, LONG_WORD)]
    one, other = (
        annotation_of(
            name, paragraphs, f"{STORED} {name}", published=published_on("2031-99-99", "pas une date", "day"),
            url="javascript:alert(4)", author=STORED, title=STORED if name == "un" else None,
        )
        for name in ("un", "<b>&\"'")
    )  # fmt: skip
    actor = ActorName(key='a/<script>"', name=STORED, kind=ActorKind.PERSON)
    evidence = [
        Evidence(id=one.id, start=3, end=10_000_000, lineage=0),
        Evidence(id=other.id, start=0, end=40, lineage=0),
        Evidence(id="absent", start=0, end=4, lineage=0),
    ]

    def known(kind: str) -> dict:
        lineage = line(STORED, one.id, other.id, via=(STORED,), because=STORED)
        return common(
            f"{kind}/<i>\"'", STORED, Standing.ESTABLISHED, STORED, [lineage], evidence, "0000-00-00", STORED
        )

    part = LedgerPart(what=STORED, aspect=STORED, status=PartStatus.CONFIRMED, evidence=tuple(evidence))
    rows = (
        ActorRow(**known("actor"), actor=actor, names=(STORED,), offices=(Office(title=STORED, since=STORED),)),
        EventRow(**known("event"), type=EventType.ASSAULT, actors=(actor,), recipients=(actor,), place=STORED,
                 modality=EventModality.OCCURRED),
        StatementRow(**known("statement"), speaker=actor, speaker_kind=SpeakerKind.ANONYMOUS, addressee=actor,
                     content=STORED, modality=SaidModality.DENIED, act=Act.THREAT),
        PositionRow(**known("position"), holder=actor, stance=Stance.CONDITION, target=STORED, condition=STORED),
        QuantityRow(**known("quantity"), what=STORED, minimum=1e308, maximum=1e308, unit=STORED, qualifier=STORED,
                    owner=actor, as_of=STORED),
        LedgerRow(**known("ledger"), kind=LedgerKind.THREAT, holder=actor, certainty=Certainty.LIKELY, parts=(part,)),
    )  # fmt: skip
    account = Account(
        rows=rows,
        published={one.id: one.published, other.id: other.published},
        stories={},
        matches=(),
        lineages=(line(STORED, one.id, other.id, because=STORED),),
    )
    failed = InputRow(origin=STORED, status=InputStatus.FAILED, reason=STORED, remedy=STORED)
    return write_dossier(folder / "hostile.recoupe", account, [one, other], [failed])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    with serving(hostile_dossier(tmp_path_factory.mktemp("hostile")), name=STORED) as running:
        yield running


def addresses(server: Server) -> list[str]:
    """Every address that the room's own pages lead to, two steps deep."""
    found, looked = list(PAGES), set()
    for _ in range(2):
        for address in list(found):
            if address not in looked:
                looked.add(address)
                page = Page(server.client.get(address).text)
                found += [href for href in page.links if href.startswith("/") and "lang=" not in href]
    return list(dict.fromkeys(address.split("#")[0] for address in found))[:150]


def test_a_null_byte_does_not_end_an_article(hostile: Server):
    with DossierFile(hostile.room.shelf.files.path, write=False) as file:
        texts = {annotation.id: annotation.text for annotation in file.annotations()}
    assert any("\0" in text for text in texts.values())
    for article, card in hostile.room.shelf.files.cards().items():
        assert card.length == len(texts[article].rstrip())


def test_a_hostile_article_stays_words_on_every_page(hostile: Server):
    seen = addresses(hostile)
    claims = [path for path in seen if path.startswith("/row/") and "?" not in path]
    assert len(claims) == 5 and any("/actor/" in path for path in seen)
    for path in seen:
        answer = hostile.client.get(path)
        assert answer.status_code in (200, 404), path
        page = Page(answer.text)
        assert not page.unbalanced and not page.open, path
        tags = [tag for tag, _ in page.tags]
        assert tags.count("script") <= 1 and not {"img", "iframe", "b onload"} & set(tags), path
        assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)], path
        assert not [link for link in page.links if link.startswith("javascript")], path
        assert not re.search("[\x00\x1b\u202a-\u202e\u2066-\u2069]", answer.text), path
    assert "alert(1)" in Page(hostile.client.get("/articles").text).text


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999999999999999999", "page=-1", "page=٣", "standing=<b>", "since=9999-99", "until=0000", "actor=%00",
     "outlet=%FF%FE", "since=2031-03-01&until=1900", "at=1-99999999", "at=5-2", "lang=xx", "lang=en", "kind=actor", "source=x"],
)  # fmt: skip
def test_any_parameter_is_answered(server: Server, query: str):
    for path in ("/", "/timeline", "/articles", "/article/1", "/actors", "/search", "/changes"):
        assert server.client.get(f"{path}?{query}").status_code == 200, (path, query)


@pytest.mark.parametrize(
    "query", ['"', "OR OR OR", "(((((", "a" * 5000, "NEAR(", "*", "acteur:", "'; DROP TABLE articles; --", "\x00", "%", "-"]
)  # fmt: skip
def test_any_query_is_answered_in_words(server: Server, query: str):
    answer = server.client.get("/search", params={"q": query})
    assert answer.status_code == 200 and "Traceback" not in answer.text


# --------------------------------------------------------------------------- small things


@given(st.text(max_size=300))
def test_a_file_sent_keeps_a_name_that_stays_in_its_folder(name: str):
    safe = safe_name(name)
    assert safe and "/" not in safe and "\\" not in safe and safe not in (".", "..")
    assert (
        len(safe.encode()) < 250
        and not re.search("[\x00-\x1f\u202a-\u202e]", safe)
        and not safe.startswith(".")
    )


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("en-GB,en;q=0.9", "en"), ("de,en;q=0.5,fr;q=0.4", "en"), ("de", "fr"), ("", "fr"),
     ("en;q=1.2.3, fr;q=.", "en"), (";;;,,q=", "fr")],
)  # fmt: skip
def test_the_browser_s_language_is_followed(accepted: str, language: str):
    assert preferred(accepted) == language


def test_every_reading_page_is_a_get(server: Server):
    methods = {
        route.path: route.methods for route in READING if isinstance(route, Route) and route.path != "/login"
    }
    assert all(found == {"GET", "HEAD"} for found in methods.values())
    assert isinstance(server.client, httpx.Client)
