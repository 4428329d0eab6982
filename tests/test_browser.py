"""The reading room in a real browser: Chromium driven by Playwright; skipped, with a word, where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from serve_fixture import Server, serving, small_dossier

from recoupe.dossier import Dossier

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright's Python client is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (on Debian: apt-get install chromium)"
)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PAGES = (
    "/", "/?kind=statement", "/timeline", "/positions", "/figures", "/ledger", "/actors", "/actor/dunn", "/articles",
    "/article/3", "/pair/3/2", "/copying", "/inputs", "/search?q=vannes", "/decisions", "/add", "/row/e-flood",
    "/row/l-stive", "/nowhere",
)  # fmt: skip
DARK_PAGES = ("/", "/timeline", "/row/e-flood", "/article/3", "/ledger", "/add")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(small_dossier(tmp_path_factory.mktemp("room"))) as running:
        yield running


@contextmanager
def reader(browser: Any, server: Server, **options: Any) -> Iterator[Any]:
    """A page of somebody who came in by the first address; any request elsewhere and any error of the page fails the test."""
    troubles: list[str] = []
    options = {"locale": "fr-FR", "viewport": {"width": 1200, "height": 900}, **options}
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)

    def watched(route: Any) -> None:
        if urlsplit(route.request.url).netloc != urlsplit(server.base).netloc:
            troubles.append(f"request to {route.request.url}")
        route.continue_()

    context.route("**/*", watched)
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda said: troubles.append(f"{page.url}: {said.text}") if _is_trouble(said) else None
    )
    page.goto(server.first_address)
    yield page
    context.close()
    assert not troubles


def _is_trouble(said: Any) -> bool:
    return said.type in ("error", "warning") and "404" not in said.text


def test_from_the_first_visit_to_the_first_answer(browser: Any, server: Server):
    with reader(browser, server) as page:
        assert "token" not in page.url
        page.get_by_role("heading", name="Ce qui tient", exact=True).wait_for()
        page.locator(".first .stands a").first.click()
        page.get_by_role("heading", name="Les passages").wait_for()
        page.get_by_role("link", name="lire dans l’article").first.click()
        marked = page.locator(":target")
        assert marked.inner_text().strip() and page.url.split("#p-")[1] == marked.get_attribute("id")[2:]


def test_every_page_shows_itself_asks_nobody_else_fits_a_phone_and_has_no_serious_fault(
    browser: Any, server: Server
):
    """Each page is visited once: as it comes, as wide as a phone, looked over by axe-core, and some of them in the dark."""
    found = resources.files(pytest.importorskip("axe_playwright_python", reason="axe-core is not installed"))
    axe = (found / "axe.min.js").read_text(encoding="utf-8")
    with reader(browser, server) as page:
        for path in PAGES:
            answer = page.goto(server.base + path)
            assert answer.status == (404 if path == "/nowhere" else 200), path
            assert page.locator("main").inner_text().strip(), path
            page.set_viewport_size({"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            page.set_viewport_size({"width": 1200, "height": 900})
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            page.evaluate(axe)
            assert not grave_faults(page), path
            if path in DARK_PAGES:
                page.emulate_media(color_scheme="dark")
                assert not grave_faults(page, "color-contrast"), path
                page.emulate_media(color_scheme="light")


def grave_faults(page: Any, *rules: str) -> list[tuple[str, str, str]]:
    """What axe-core finds on a page that is serious or critical, by all its rules or those named."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    report = page.evaluate("options => axe.run(document, options)", options)
    return [
        (each["id"], each["nodes"][0]["html"][:120], each["nodes"][0]["failureSummary"])
        for each in report["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def test_a_wide_screen_keeps_its_lines_short(browser: Any, server: Server):
    with reader(browser, server, viewport={"width": 2560, "height": 1300}) as page:
        for path in ("/", "/article/3", "/row/e-flood"):
            page.goto(server.base + path)
            widths = page.eval_on_selector_all(
                "main p", "found => found.map(p => p.getBoundingClientRect().width)"
            )
            assert max(widths) < 1250, path


def test_a_claim_tells_how_it_stood_once_that_is_found_out(browser: Any, server: Server):
    with reader(browser, server) as page:
        page.goto(server.base + "/row/e-flood")
        page.locator("#progress .steps li").first.wait_for(timeout=60_000)
        assert page.locator("#progress").get_attribute("data-poll") is None


def test_results_come_as_one_types(browser: Any, server: Server):
    with reader(browser, server) as page:
        page.goto(server.base + "/search")
        page.get_by_role("searchbox").press_sequentially("artill", delay=20)
        page.locator(".hits mark").first.wait_for()
        assert "artill" in page.locator(".hits mark").first.inner_text().casefold()
        assert "q=artill" in page.url
        page.get_by_role("searchbox").fill("zzzz")
        page.locator(".hits li").first.wait_for(state="detached")
        assert page.locator("#results").get_attribute("data-failed") is None


def test_the_timeline_is_brushed_and_moved(browser: Any, server: Server):
    with reader(browser, server) as page:
        page.goto(server.base + "/timeline")
        everything = page.locator(".told li").count()
        box = page.locator(".strip svg").bounding_box()
        page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.35 * box["width"], box["y"] + 25, steps=4)
        page.mouse.up()
        page.wait_for_url("**/timeline?*since=*")
        page.wait_for_function(
            "count => document.querySelectorAll('.told li').length < count", arg=everything
        )
        near = page.url
        page.get_by_role("link", name="Plus loin").click()
        page.wait_for_function("near => location.href !== near", arg=near)
        page.go_back()
        page.wait_for_function("near => location.href === near", arg=near)


def test_the_language_follows_the_browser_and_the_switch(browser: Any, server: Server):
    with reader(browser, server, locale="en-GB") as page:
        page.get_by_role("heading", name="What stands", exact=True).wait_for()
        page.get_by_role("link", name="Français").click()
        page.get_by_role("heading", name="Ce qui tient", exact=True).wait_for()
        page.goto(server.base + "/timeline")
        assert page.locator("html").get_attribute("lang") == "fr"


def test_everything_can_be_reached_by_keyboard(browser: Any, server: Server):
    with reader(browser, server) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.keyboard.press("/")
        page.keyboard.type("vannes")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=vannes")
        page.locator(".hits a").first.wait_for()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('.hits') !== null")
        page.keyboard.press("Enter")
        page.wait_for_url("**/article/**")
        page.goto(server.base + "/row/e-flood")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "SUMMARY":
                break
        page.keyboard.press("Enter")
        assert page.locator("details.decide").get_attribute("open") is not None
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_everything_but_drawings_works_without_scripts(browser: Any, server: Server):
    with reader(browser, server, java_script_enabled=False) as page:
        page.get_by_role("searchbox").fill("artillerie")
        page.get_by_role("button", name="Chercher").click()
        assert page.locator(".hits li").count() > 0
        page.goto(server.base + "/timeline")
        page.get_by_role("link", name="Plus près").click()
        assert "since=" in page.url and page.locator("svg.timeline").count() == 2
        page.goto(server.base + "/")
        page.get_by_label("Genre de ligne").select_option("position")
        page.get_by_role("button", name="Filtrer").click()
        assert "kind=position" in page.url and page.locator("#rows .row").count() == 3


# --------------------------------------------------------------------------- a dossier read by the program itself

FIRST = """Le ministre Armel Dorvan a annoncé lundi 3 avril 2023 la fermeture du pont de Sarvel.

Le préfet de Sarvel, Odon Lemire, a critiqué la décision du ministre Armel Dorvan."""
SECOND = """La commune de Sarvel a accusé mardi 4 avril 2023 le ministre Armel Dorvan d’abandonner le pont.

« Le pont tiendra dix ans », a déclaré Odon Lemire."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("live")
    for name, text in (("premier.txt", FIRST), ("second.txt", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
    with Dossier(folder / "pont.recoupe") as dossier:
        dossier.add([folder / "premier.txt", folder / "second.txt"])
        dossier.account("fr")
    with serving(folder / "pont.recoupe") as running:
        yield running


def test_two_actors_are_merged_and_the_merge_is_undone(browser: Any, live: Server):
    with reader(browser, live) as page:
        page.set_default_timeout(60_000)
        page.goto(live.base + "/actors")
        names = page.locator(".cards a.title")
        one, other = names.nth(0).inner_text(), names.nth(1).inner_text()
        before = names.count()
        names.nth(0).click()
        page.get_by_text("Décider, corriger, annoter").click()
        page.get_by_label("Est le même que").fill(other)
        page.locator("form:has(input[value=merge])").get_by_label("Vos initiales").fill("A. B.")
        page.get_by_role("button", name="Réunir").click()
        page.locator(".decided").wait_for()
        assert "a réuni" in page.locator(".decided").inner_text()
        _wait_for_account(page, live, before - 1)
        page.goto(live.base + "/decisions")
        assert one in page.locator(".decided").inner_text()
        page.get_by_role("button", name="Défaire").click()
        page.locator(".undone").wait_for()
        _wait_for_account(page, live, before)


def _wait_for_account(page: Any, live: Server, actors: int) -> None:
    """Until the account tells of so many actors; it is made in a process of its own."""
    for _ in range(120):
        page.goto(live.base + "/actors")
        if page.locator(".cards a.title").count() == actors:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not {actors} actors: {page.locator('.cards').inner_text()}")


def test_files_are_added_with_progress_and_a_bad_one_stops_nothing(
    browser: Any, live: Server, tmp_path: Path
):
    good, bad = tmp_path / "troisieme.txt", tmp_path / "image.txt"
    good.write_text(
        "Armel Dorvan a démissionné mercredi 5 avril 2023, selon son ministère.", encoding="utf-8"
    )
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    with reader(browser, live) as page:
        page.set_default_timeout(90_000)
        page.goto(live.base + "/add")
        page.get_by_label("Déposez des fichiers").set_input_files([bad, good])
        page.get_by_role("button", name="Ajouter").first.click()
        page.wait_for_url("**/add/*")
        page.get_by_text("Voir ce que cela change").wait_for()
        table = page.locator("table.inputs").inner_text()
        assert "troisieme.txt" in table and "image.txt" in table and "non lu" in table
        page.goto(live.base + "/")
        assert "3 articles" in page.locator(".funnel").inner_text()
