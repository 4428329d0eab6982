"""News agencies' items, references, tables of media monitors, what pages state of themselves. Invented words only."""

import json
from pathlib import Path

import pytest
import samples
from reading import codes, read_bytes
from samples import OUTLET, PARAGRAPHS, SAMPLES, TEXT, TITLE

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("name", ["agence.json", "agence.xml", "nitf.xml"])
def test_an_agencys_item_is_an_article(tmp_path: Path, name: str) -> None:
    articles, rows = read_bytes(tmp_path, name, SAMPLES[name])
    (article,) = articles
    assert (article.text, article.title, article.outlet) == (TEXT, TITLE, "Agence Nore")
    assert (article.stated_date or "")[:10] == "2031-05-03"
    assert codes(rows) == (["cancelled"] if name == "agence.xml" else [])


def test_ninjs_is_read_as_an_array_and_line_by_line_and_in_its_later_form(tmp_path: Path) -> None:
    later = {"uri": "urn:depeche:2", "versionCreated": "2031-05-04", "pubStatus": "usable", "headlines": [{"value": "Le pont ferme"}], "bodies": [{"value": "<p>Le pont de Quessel ferme.</p>"}]}  # fmt: skip
    withdrawn = {**samples.NINJS, "uri": "urn:depeche:3", "pubstatus": "canceled"}
    items = [samples.NINJS, later, withdrawn]
    for name, content in (("a.json", json.dumps(items)), ("b.json", "\n".join(map(json.dumps, items)))):
        articles, rows = read_bytes(tmp_path, name, content)
        assert [(article.id, article.title) for article in articles] == [
            ("urn:depeche:1", TITLE),
            ("urn:depeche:2", "Le pont ferme"),
        ]
        assert codes(rows) == ["cancelled"]


def test_an_article_line_with_a_uri_is_no_agencys_item(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "uri": "x", "text": TEXT})
    assert read_bytes(tmp_path, "l.jsonl", line)[0][0].extra == {"uri": "x"}


# --------------------------------------------------------------------------- references


@pytest.mark.parametrize("name", ["references.ris", "references.bib"])
def test_a_reference_gives_its_summary_or_its_address_or_says_that_it_is_one(
    tmp_path: Path, name: str
) -> None:
    articles, rows = read_bytes(tmp_path, name, SAMPLES[name])
    (article,) = articles
    assert (article.title, article.outlet, article.author) == (TITLE, OUTLET, "Aubin, Lise")
    assert article.stated_date == "2031-05-03"
    assert article.text.startswith("La digue de Valbrune rouvrira mardi")
    assert codes(rows)[:2] == ["summary_only", "fetch_off"]
    assert codes(rows)[2:] == (["reference_only"] if name.endswith("ris") else [])


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (r"{\'e}t{\'e}", "été"),
        (r"\'et\'e", "été"),
        (r"\c{c}a", "ça"),
        (r"No\"el", "Noël"),
        (r"{C}amp \& Fils", "Camp & Fils"),
        ("a {b {c}} d", "a b c d"),
    ],
)
def test_accents_of_tex_are_letters(tmp_path: Path, field: str, words: str) -> None:
    entry = f"@article{{x, title = {{{field}}}, abstract = {{Le pont ferme.}}}}"
    assert read_bytes(tmp_path, "r.bib", entry)[0][0].title == words


def test_a_bibtex_file_whose_braces_never_close_is_read_in_time(tmp_path: Path) -> None:
    articles, rows = read_bytes(tmp_path, "r.bib", "@article{x, title = {" + "@article{y, title = {" * 20_000)
    assert (len(articles), len(rows)) == (0, 1)


# --------------------------------------------------------------------------- tables of media monitors


def test_a_table_of_a_media_monitor_with_texts_is_read(tmp_path: Path) -> None:
    ((article,), rows) = read_bytes(tmp_path, "m.csv", SAMPLES["table.csv"])
    assert rows == []
    assert (article.text, article.outlet, article.stated_date) == (TEXT, OUTLET, "2031-05-03")


def test_a_table_of_addresses_without_texts_is_a_row_for_each_address(tmp_path: Path) -> None:
    table = "id,language,media_name,publish_date,title,url\n1,fr,Radio Ondra,2031-05-03,Le pont ferme,https://ondra.example/1\n2,fr,Radio Ondra,2031-05-04,Le pont rouvre,\n"
    articles, rows = read_bytes(tmp_path, "m.csv", table)
    assert (articles, codes(rows)) == ([], ["fetch_off", "reference_only"])


# --------------------------------------------------------------------------- what pages state


def page(head: str = "", body: str = f"<article><h1>Titre</h1>{BODY}</article>") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2031-05-04T09:10:00+02:00"}</script>',
        '<meta property="article:modified_time" content="2031-05-04T09:10:00+02:00">',
        '<meta property="og:updated_time" content="2031-05-04T09:10:00+02:00">',
    ],
)
def test_a_pages_last_change_is_kept_beside_its_date(tmp_path: Path, head: str) -> None:
    published = '<meta property="article:published_time" content="2031-05-03">'
    ((article,), _) = read_bytes(tmp_path, "p.html", page(published + head))
    assert (article.stated_date, article.extra["updated"]) == ("2031-05-03", "2031-05-04T09:10:00+02:00")


@pytest.mark.parametrize(
    ("shown", "updated"),
    [
        ("<p>Mis à jour le 4 mai 2031 à 09h10</p>", "2031-05-04T09:10"),
        ("<p>Mis à jour le <time>04/05/2031 à 09h10</time></p>", "2031-05-04T09:10"),
        ("<span>Updated on May 4, 2031</span>", "2031-05-04"),
        ("<p>La carte est mise à jour le matin.</p>", None),
    ],
)
def test_a_last_change_in_words_is_understood(tmp_path: Path, shown: str, updated: str | None) -> None:
    ((article,), _) = read_bytes(
        tmp_path, "p.html", page(body=f"<header>{shown}</header><article><h1>Titre</h1>{BODY}</article>")
    )
    assert article.extra.get("updated") == updated


def test_microdata_name_headline_signature_and_outlet(tmp_path: Path) -> None:
    body = f"""<div itemscope itemtype="https://schema.org/NewsArticle"><p itemprop="headline">{TITLE}</p><span itemprop="author"><b itemprop="name">Lise Aubin</b></span>
<meta itemprop="datePublished" content="2031-05-03"><span itemprop="publisher" itemscope><meta itemprop="name" content="{OUTLET}"></span><div itemprop="articleBody">{BODY}</div></div>"""
    ((article,), _) = read_bytes(tmp_path, "p.html", page(body=body))
    assert (article.title, article.author, article.outlet) == (TITLE, "Lise Aubin", OUTLET)
    assert article.stated_date == "2031-05-03"


# --------------------------------------------------------------------------- damaged


@pytest.mark.parametrize(
    "name", ["agence.json", "agence.xml", "nitf.xml", "references.ris", "references.bib", "table.csv"]
)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_file_gives_what_is_left_or_a_reason(tmp_path: Path, name: str, part: float) -> None:
    data = SAMPLES[name]
    articles, rows = read_bytes(tmp_path, name, data[: int(len(data) * part)])
    assert articles or rows
    assert not set(codes(rows)) & {"reader_crashed", "took_too_long"}
