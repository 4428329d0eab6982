"""The page: every section there, every link with a target, nothing fetched, nothing of an article ever run."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise

import pytest
from account_fixture import (
    annotation_of,
    common,
    empty_account,
    line,
    published_on,
    relation_row,
    small_account,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.model import (
    Account,
    ActorKind,
    ActorName,
    EventModality,
    EventRow,
    EventType,
    Evidence,
    Granularity,
    InputRow,
    InputStatus,
    RelationKind,
    Role,
    Standing,
    Zone,
)
from recoupe.views.digest import Digest
from recoupe.views.passages import Tint, displayed, paragraphs, passage_in_sentence
from recoupe.views.report import render_report
from recoupe.views.rows import web_address
from recoupe.views.wording import Wording, wording

SECTIONS = ["timeline", "standing", "positions", "ledger", "figures", "voices", "copying", "articles"]
VOID = {"meta", "link", "br", "img", "input", "hr", "col", "wbr"}


class Page(HTMLParser):
    """Tags, ids, links and text of a page, read as a browser would."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if attrs.get("id")]

    @property
    def links(self) -> list[str]:
        return [attrs["href"] for _, attrs in self.tags if attrs.get("href")]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module", params=["fr", "en"])
def page(request) -> Page:
    return Page(render_report(*small_account(), language=request.param))


def french_page() -> str:
    return render_report(*small_account(), language="fr")


def test_sections_come_in_the_order_readers_ask_for_them(page):
    assert [key for key in page.ids if key in SECTIONS] == SECTIONS


def test_the_page_is_well_formed_and_ids_are_unique(page):
    assert not page.unbalanced and not page.open
    assert len(page.ids) == len(set(page.ids))


def test_every_link_in_the_page_has_its_target(page):
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert len(inside) > 100
    assert not set(inside) - set(page.ids)


def test_every_passage_links_to_exactly_its_words_in_the_article():
    account, annotations, _ = small_account()
    html = french_page()
    numbers = {annotation.id: number for number, annotation in enumerate(annotations, 1)}
    ids = set(Page(html).ids)
    for row in account.rows:
        if type(row).__name__ in ("ActorRow", "RelationRow"):
            continue
        for evidence in row.evidence:
            anchor = f"a{numbers[evidence.id]}-{evidence.start}-{evidence.end}"
            assert anchor in ids, (row.key, anchor)
            assert f'href="#{anchor}"' in html, (row.key, anchor)


def test_nothing_is_fetched_and_nothing_runs(page):
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base", "audio", "video"}
    assert not [attrs for _, attrs in page.tags if "src" in attrs or "style" in attrs]
    policy = next(
        attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    style = (resources.files("recoupe.views") / "style.css").read_text(encoding="utf-8")
    assert "url(" not in style and "@import" not in style


def test_outgoing_links_tell_nobody_where_they_come_from(page):
    outgoing = [attrs for tag, attrs in page.tags if tag == "a" and not (attrs["href"] or "").startswith("#")]
    assert len(outgoing) == 15
    assert all(attrs["rel"] == "noopener noreferrer" for attrs in outgoing)


@pytest.mark.parametrize(
    ("language", "funnel"),
    [
        ("fr", "16 articles → 11 lignées → 4 établis , 3 contestés , 2 en attente"),
        ("en", "16 articles → 11 lineages → 4 established , 3 disputed , 2 open"),
    ],
)
def test_the_funnel_counts_what_it_links_to(language, funnel):
    html = render_report(*small_account(), language=language)
    first = re.search(r'<p class="funnel".*?</p>', html, re.S)
    assert first and " ".join(re.sub(r"<[^>]+>", " ", first.group()).split()) == funnel
    assert re.findall(r'href="#([a-z]+)"', first.group()) == [
        "articles",
        "lineages",
        "established",
        "disputed",
        "ledger",
    ]


def test_the_first_screen_is_short_and_tells_deeds_between_parties_first():
    digest = Digest(*small_account(), wording("fr"))
    assert [row.key for row in digest.lines_standing] == [
        "e-shells",
        "e-flood",
        "s-maren",
        "p-maren",
        "e-resign",
    ]
    assert [row.key for row in digest.lines_disputed] == ["e-open", "q-400"]
    assert [row.key for row in digest.against(digest.lines_disputed[0])] == ["e-denied"]
    assert [row.key for row in digest.lines_awaited] == ["l-maren", "l-talks"]


def test_what_could_not_be_read_is_said_and_explained():
    page = Page(french_page())
    assert "1 entrée n’a pas pu être lue, ou pas en entier" in page.words
    cells = page.words[page.words.index("dossier/photo.jpg") :]
    assert cells[:4] == ["dossier/photo.jpg", "non lu", "ce n’est pas du texte", "retirez ce fichier"]
    assert "1 entrée était un double" in page.text


def test_a_chain_is_read_from_outlet_to_source_and_unnamed_sources_say_so():
    text = Page(french_page()).text
    assert "Le Courrier du Delta ← Agence Boréale ← une source militaire norvalienne (sans nom)" in text


def test_a_passage_stands_in_its_sentence_with_the_exact_words_marked():
    assert (
        "Notre journal tient d’un ingénieur du barrage, qui demande à ne pas être nommé, que "
        "<mark>l’ordre est venu de la capitale</mark>.</p>"
    ) in french_page()


def test_the_ledger_says_what_became_of_each_part():
    text = Page(french_page()).text
    assert "le fait — confirmé" in text
    assert "quand : avant la fin de février — démenti par les faits" in text
    assert "le fait : une réponse tessarienne — en attente" in text


def test_figures_say_whether_they_can_hold_together():
    assert "évacués d’Orle en conflit" in Page(french_page()).text
    assert "au moins 1\u202f000" in french_page()


def test_relations_lead_to_the_other_row():
    html = french_page()
    assert re.search(r'Contredit par\u202f?\s?: <a href="#r\d+"><bdi>Le ministère norvalien', html)
    assert re.search(r'Remplace\u202f?\s?: <a href="#r\d+"><bdi>Oskar Dunn s’oppose', html)


def test_the_name_is_the_one_given_or_who_is_most_often_told_of():
    account, annotations, inputs = small_account()
    assert "<h1><bdi>Crue du Lorme</bdi></h1>" in render_report(
        account, annotations, inputs, name="Crue du Lorme"
    )
    assert Digest(account, annotations, inputs, wording("fr")).name == "Tessarie, Norvale, Oskar Dunn"


def test_an_account_of_nothing_is_a_page_that_says_so(page):
    empty = Page(render_report(empty_account(), [], []))
    assert [key for key in empty.ids if key in SECTIONS] == SECTIONS
    assert "Rien n’a pu être lu." in empty.text
    assert not {link[1:] for link in empty.links if link.startswith("#")} - set(empty.ids)


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="no wording"):
        render_report(empty_account(), [], [], language="de")


# --------------------------------------------------------------------------- hostile articles

ATTACK = (
    "</p></details></article><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} "
    "\u202eegassem\u202c \u2066caché\u2069 nul\x00\x1b[31m \ud800 ]]> --> <svg onload=alert(3)> «\u202fdit-il\u202f»"
)


def hostile_account() -> tuple[Account, list, list]:
    annotation = annotation_of(
        "<b>&\"'", [(Role.HEADLINE, ATTACK), (Role.BODY, ATTACK * 3)], ATTACK,
        published=published_on("2031-99-99", "pas une date", "day"), url="javascript:alert(4)", author=ATTACK, title=ATTACK,
    )  # fmt: skip
    actor = ActorName(key=ATTACK, name=ATTACK, kind=ActorKind.PERSON)
    row = EventRow(
        **common("clé \"'<", ATTACK, Standing.ESTABLISHED, ATTACK, [line(ATTACK, annotation.id, via=(ATTACK,))],
                 [Evidence(id=annotation.id, start=3, end=10_000_000, lineage=0), Evidence(id="absent", start=0, end=4, lineage=0)],
                 "0000-00-00", ATTACK),
        type=EventType.ASSAULT, actors=(actor,), recipients=(), place=ATTACK, modality=EventModality.OCCURRED)  # fmt: skip
    lineage = line(ATTACK, annotation.id, because=ATTACK)
    account = Account(
        rows=(row, relation_row(RelationKind.SETTLES, row.key, "absente")),
        published={annotation.id: annotation.published}, stories={}, matches=(), lineages=(lineage,),
    )  # fmt: skip
    inputs = [InputRow(origin=ATTACK, status=InputStatus.FAILED, reason=ATTACK, remedy=ATTACK)]
    return account, [annotation], inputs


def test_a_hostile_article_stays_words():
    html = render_report(*hostile_account(), language="fr", name=ATTACK)
    page = Page(html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "iframe"}
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    assert not page.unbalanced and not page.open
    assert not [link for link in page.links if link.startswith("javascript")]
    assert "alert(1)" in page.text and "{{ 7*7 }}" in page.text
    assert not re.search("[\x00\x1b\u202a-\u202e\u2066-\u2069]", html)
    html.encode("utf-8")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://journal.example/a?b=1", True),
        ("http://journal.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//journal.example", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url, kept):
    assert web_address(url) == (url if kept else None)


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=200, deadline=None)
def test_displayed_text_can_always_be_written(text):
    displayed(text).encode("utf-8")


# --------------------------------------------------------------------------- passages and articles


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("Il pleut. Le maire parle. Il sort.", "maire", ("Le ", "maire", " parle.")),
        ("Le maire parle\nIl sort", "sort", ("Il ", "sort", "")),
        ("Il entre. « Partez ! » dit-elle. Ils partent.", "dit-elle", ("« Partez ! » ", "dit-elle", ".")),
        ("Il entre. Selon M. Aubrac, tout va. Il sort.", "tout va", ("Selon M. Aubrac, ", "tout va", ".")),
        ("Elle a dit « oui. » Il sort.", "oui.", ("Elle a dit « ", "oui.", " »")),
        ("Titre\n\nElle a dit oui.", "Elle a dit oui.", ("", "Elle a dit oui.", "")),
    ],
)
def test_the_sentence_around_a_passage(text, words, sentence):
    start = text.index(words)
    assert tuple(passage_in_sentence(text, start, start + len(words))) == sentence


def test_a_sentence_stays_in_its_zone():
    text = "maj 2031-03 Le pont a cédé cette nuit Partager"
    zones = [
        Zone(start=0, end=11, role=Role.METADATA),
        Zone(start=12, end=37, role=Role.BODY),
        Zone(start=38, end=46, role=Role.BOILERPLATE),
    ]
    start = text.index("cédé")
    assert tuple(passage_in_sentence(text, start, start + 4, zones)) == ("Le pont a ", "cédé", " cette nuit")
    assert passage_in_sentence(text, start, 46, zones).words == "cédé cette nuit Partager"


def test_a_sentence_without_end_is_cut():
    text = "mot " * 50_000 + "ICI" + " mot" * 50_000
    passage = passage_in_sentence(text, 200_000, 200_003)
    assert passage.words == "ICI"
    assert len(passage.before) < 400 and len(passage.after) < 400
    assert passage.before.startswith("… ") and passage.after.endswith(" …")


spans = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)).map(sorted), max_size=12)


@given(text=st.text(max_size=60), cuts=st.sets(st.integers(0, 60), max_size=5), places=spans, shared=spans)
@settings(max_examples=300, deadline=None)
def test_paragraphs_write_every_word_once_and_place_every_passage_once(text, cuts, places, shared):
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    zones = [Zone(start=a, end=b, role=Role.BODY) for a, b in pairwise(edges)]
    wanted = {(start, end) for start, end in places}
    shown = paragraphs(text, zones, wanted, [Tint(start, end, "t1") for start, end in shared])
    pieces = [piece for paragraph in shown for piece in paragraph.pieces]
    assert "".join(piece.words for piece in pieces if piece.kind == "words") == text
    placed = [piece.words for piece in pieces if piece.kind in ("open", "anchor")]
    assert sorted(placed) == sorted(f"{start}-{end}" for start, end in wanted)
    depth = 0
    for piece in pieces:
        depth += {"open": 1, "close": -1}.get(piece.kind, 0)
        assert 0 <= depth <= 4
    assert depth == 0


def test_ten_thousand_nested_passages_take_no_time():
    text = "a" * 200_000
    started = time.perf_counter()
    shown = paragraphs(
        text,
        [],
        {(at, 200_000 - at) for at in range(10_000)},
        [Tint(at, at + 50, "t1") for at in range(10_000)],
    )
    assert len(shown) == 1 and time.perf_counter() - started < 2


# --------------------------------------------------------------------------- many rows


def test_three_thousand_marks_are_drawn_binned_within_time():
    words = "Une digue cède. " * 40
    annotations = [
        annotation_of(f"n{number}", [(Role.BODY, words)], f"Journal {number % 7}") for number in range(50)
    ]
    actors = [
        ActorName(key=f"k{number}", name=f"Acteur {number}", kind=ActorKind.GOVERNMENT)
        for number in range(12)
    ]
    rows = tuple(
        EventRow(
            **common(f"e{number}", f"Digue {number} rompue", list(Standing)[number % 7], "dit une fois",
                     [line("Journal", f"n{number % 50}")], [Evidence(id=f"n{number % 50}", start=16 * (number % 40), end=16 * (number % 40) + 14, lineage=0)],
                     f"2031-{1 + number % 12:02d}-{1 + number % 28:02d}", None, Granularity.DAY),
            type=EventType.ASSAULT, actors=(actors[number % 12],), recipients=(), modality=EventModality.OCCURRED)
        for number in range(3000)
    )  # fmt: skip
    account = Account(
        rows=rows, published={a.id: a.published for a in annotations}, stories={}, matches=(), lineages=()
    )
    render_report(account, annotations[:1], [])
    started = time.perf_counter()
    html = render_report(account, annotations, [])
    assert time.perf_counter() - started < 10
    page = Page(html)
    lanes = [attrs for tag, attrs in page.tags if tag == "text" and attrs.get("class") == "who"]
    marks = [
        attrs
        for tag, attrs in page.tags
        if (attrs.get("class") or "").startswith("m-") and tag in ("circle", "rect")
    ]
    assert len(lanes) == 9
    assert 50 < len(marks) < 2000
    assert not {link[1:] for link in page.links if link.startswith("#")} - set(page.ids)
    assert "« recoupe account » les écrit toutes".replace("« ", "«\u202f").replace(" »", "\u202f»") in html


# --------------------------------------------------------------------------- words and dates


@pytest.mark.parametrize(
    ("earliest", "latest", "granularity", "french", "english"),
    [
        ("2031-04-14", "2031-04-14", "day", "14 avril 2031", "14 April 2031"),
        ("2031-03-01", "2031-03-01", "day", "1er mars 2031", "1 March 2031"),
        ("2031-04-13", "2031-04-14", "day", "entre le 13 et le 14 avril 2031", "between 13 and 14 April 2031"),
        ("2031-02-28", "2031-03-01", "day", "entre le 28 février et le 1er mars 2031", "between 28 February and 1 March 2031"),
        ("2030-12-30", "2031-01-02", None, "entre le 30 décembre 2030 et le 2 janvier 2031", "between 30 December 2030 and 2 January 2031"),
        ("2031-04-01", "2031-04-30", "month", "avril 2031", "April 2031"),
        ("2031-04", "2031-04", "month", "avril 2031", "April 2031"),
        ("2032-02-01", "2032-02-29", "month", "février 2032", "February 2032"),
        ("2031", "2031", "year", "2031", "2031"),
        ("2031-04-14", None, None, "pas avant le 14 avril 2031", "not before 14 April 2031"),
        (None, "2031-04-14", None, "au plus tard le 14 avril 2031", "no later than 14 April 2031"),
        (None, "2031-04", None, "au plus tard le 30 avril 2031", "no later than 30 April 2031"),
        (None, None, "unknown", "date inconnue", "date unknown"),
        ("hier", "2031-13-40", None, "date inconnue", "date unknown"),
        ("2031-04-14T06:42:00+02:00", "2031-04-14T06:42:00+02:00", "minute", "14 avril 2031 à 6\u00a0h\u00a042", "14 April 2031 at 6:42"),
    ],
)  # fmt: skip
def test_dates_are_said_in_full(earliest, latest, granularity, french, english):
    kind = Granularity(granularity) if granularity else None
    assert Wording("fr").date(earliest, latest, kind) == french
    assert Wording("en").date(earliest, latest, kind) == english


def test_numbers_and_plurals_follow_the_language():
    french, english = Wording("fr"), Wording("en")
    assert (french.number(12_400), french.number(3.5)) == ("12\u202f400", "3,5")
    assert (english.number(12_400), english.number(3.5)) == ("12,400", "3.5")
    assert (
        french.count("head.articles", 0) == "0 article" and english.count("head.articles", 0) == "0 articles"
    )


def test_both_wordings_say_the_same_things():
    def keys(table: object, path: str = "") -> set[str]:
        if not isinstance(table, dict):
            return {f"{path} {sorted(re.findall('{[a-z]+}', str(table)))}"}
        return {key for name, entry in table.items() for key in keys(entry, f"{path}.{name}")}

    assert keys(Wording("fr")._table) == keys(Wording("en")._table)


# --------------------------------------------------------------------------- contrast (WCAG 2.2, 1.4.3 and 1.4.11)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rgb`` or ``#rrggbb``."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    style = (resources.files("recoupe.views") / "style.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]+);", block)) for block in style.split(":root {")[1:3]
    )
    return {"light": light, "dark": {**light, **dark}}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_palette_is_readable(mode):
    colour = palettes()[mode]
    grounds = [
        "paper",
        "mark",
        "target",
        *(f"t{number}" for number in range(9)),
        "support",
        "oppose",
        "urge",
        "condition",
    ]
    for ground in grounds:
        assert contrast(colour["ink"], colour[ground]) >= 4.5, ground
    for words in ("quiet", "link", "against"):
        for ground in ("paper", "target"):
            assert contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
    for shape in ("faint", *(f"a{number}" for number in range(9))):
        assert contrast(colour[shape], colour["paper"]) >= 3, shape
