"""Exports of press databases: Europresse, Factiva, Nexis. Every sample is built in ``samples`` of invented words."""

from pathlib import Path

import pytest
import samples
from reading import codes, put, read_all, read_bytes
from samples import OUTLET, PARAGRAPHS, SAMPLES, TEXT, TITLE

from recoupe.readers.dates import find_date
from recoupe.readers.europresse import outlet_name

WHOLE = {
    # name: id, outlet, author, date
    "europresse.HTML": ("news·20310503·GNOR·4001_ab", OUTLET, "Lise Aubin", "2031-05-03T06:42+02:00"),
    "europresse-2015.HTML": ("bro·20270503·ROND·77", "Radio Ondra", "Paul Verdier", "2027-05-03"),
    "europresse-2013.HTML": ("news·20120503·GNOR·412", OUTLET, "Lise Aubin", "2012-05-03"),
    "factiva.html": ("GNOR000020310503ek530001r", OUTLET, "Lise Aubin", "2031-05-03T06:42"),
    "factiva-simple.html": ("GNOR000020310503ek530001r", OUTLET, "Lise Aubin", "2031-05-03T06:42"),
    "factiva.txt": ("GNOR000020310503ek530001r", OUTLET, "Lise Aubin", "2031-05-03T06:42"),
    "factiva.rtf": ("GNOR000020310503ek530001r", OUTLET, "Lise Aubin", "2031-05-03T06:42"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_an_export_gives_text_title_outlet_signature_date_and_number(tmp_path: Path, name: str) -> None:
    articles, rows = read_bytes(tmp_path, name, SAMPLES[name])
    assert rows == []
    (article,) = articles
    assert (article.text, article.title) == (TEXT, TITLE)
    assert (article.id, article.outlet, article.author, article.stated_date) == WHOLE[name]


# --------------------------------------------------------------------------- Europresse


def test_europresse_keeps_where_else_the_article_stood_and_drops_who_holds_the_licence(
    tmp_path: Path,
) -> None:
    ((article,), _) = read_bytes(tmp_path, "e.HTML", SAMPLES["europresse.HTML"])
    assert article.extra["republications"] == [
        {"outlet": "Le Courrier de la Mire", "date": "2031-05-04"},
        {"outlet": "Radio Ondra (site web)", "date": "2031-05-04"},
    ]
    assert article.url == "https://gazette-nore.example/digue"
    assert (article.extra["kicker"], article.extra["source_code"]) == ("Crue", "GNOR")
    assert article.extra["updated"] == "2031-05-04"
    assert "Quessel" not in repr(article)


def test_europresse_trusts_the_day_of_the_number_over_that_of_the_header(tmp_path: Path) -> None:
    export = samples.europresse().replace(b"jeudi 3 mai 2031 - 06:42", b"mardi 1 mai 2031 - 06:42")
    assert read_bytes(tmp_path, "e.html", export)[0][0].stated_date == "2031-05-03"
    unnumbered = samples.europresse().replace("news·20310503".encode(), b"rien")
    assert read_bytes(tmp_path, "f.html", unnumbered)[0][0].stated_date == "2031-05-03T06:42+02:00"


def test_europresse_reads_many_and_an_empty_one_is_a_row_beside_them(tmp_path: Path) -> None:
    export = samples.europresse([("Un", ["Le pont ferme."]), ("Deux", []), ("Trois", ["Le pont rouvre."])])
    export = export.replace(b"(lien : https://gazette-nore.example/carte) ", b"")
    articles, rows = read_bytes(tmp_path, "e.html", export)
    assert [(article.title, article.text) for article in articles] == [
        ("Un", "Le pont ferme."),
        ("Trois", "Le pont rouvre."),
    ]
    assert [(row.code, row.origin) for row in rows] == [("no_text", f"{tmp_path / 'e.html'}#2")]


def test_europresse_takes_a_long_line_for_a_standfirst_not_a_signature(tmp_path: Path) -> None:
    lead = "Après deux semaines de travaux, la voie du nord est ouverte aux voitures seulement"
    ((article,), _) = read_bytes(
        tmp_path, "e.html", samples.europresse().replace(b"Lise Aubin", lead.encode())
    )
    assert (article.author, article.extra["standfirst"]) == (None, lead)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("La Gazette de Nore, no. 43018", "La Gazette de Nore"),
        ("La Gazette de Nore (site web)", "La Gazette de Nore"),
        ("La Gazette de Nore - Édition de Valbrune", "La Gazette de Nore"),
        ("La Gazette de Nore   Valbrune", "La Gazette de Nore"),
        ("Nore-Matin", "Nore-Matin"),
        ("Nore - Matin", "Nore - Matin"),
    ],
)
def test_the_outlet_stands_without_number_edition_and_kind(line: str, name: str) -> None:
    assert outlet_name(line) == name


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Politique, mardi 16 avril 2024 1\u00a0034 mots, p. 4", "2024-04-16"),
        ("lundi 15 avril 2024 - 06:42 UTC +02:00 312 mots", "2024-04-15T06:42+02:00"),
        ("Tuesday, April 16, 2024 451 words, p. A7", "2024-04-16"),
        ("July 1, 2019 Monday 9:20 PM GMT", "2019-07-01T21:20"),
        ("1er mai 2031", "2031-05-01"),
        ("31 février 2031", None),
        ("le 12 du mois", None),
    ],
)
def test_a_date_is_found_in_a_line_of_a_header(line: str, date: str | None) -> None:
    assert find_date(line) == date


# --------------------------------------------------------------------------- Factiva


def test_factiva_lists_an_article_twice_and_it_counts_once(tmp_path: Path) -> None:
    assert samples.factiva_html().count(b"frArticle") == 2
    assert len(read_bytes(tmp_path, "f.html", samples.factiva_html())[0]) == 1


def test_factiva_keeps_its_codes_of_subjects_and_regions(tmp_path: Path) -> None:
    ((article,), _) = read_bytes(tmp_path, "f.txt", samples.factiva_text())
    assert article.extra["companies"] == "digmir : Digues de la Mire"
    assert article.extra["regions"] == "mire : Mire"


def test_factiva_in_a_word_document_is_the_same_export(tmp_path: Path) -> None:
    lines = samples.factiva_text().decode().split("\n")
    assert read_bytes(tmp_path, "f.docx", samples.docx(lines))[0][0].id == "GNOR000020310503ek530001r"


def test_a_text_with_capitals_is_no_factiva_export(tmp_path: Path) -> None:
    text = "SN\nLe train de nuit repart.\nHD se lit haute définition."
    assert read_bytes(tmp_path, "t.txt", text)[0][0].text == text


# --------------------------------------------------------------------------- Nexis


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_nexis_text_is_cut_at_its_counts_and_its_lines_are_joined(tmp_path: Path, newline: str) -> None:
    articles, rows = read_bytes(tmp_path, "n.txt", samples.nexis(newline))
    assert rows == []
    assert [article.text for article in articles] == [TEXT, TEXT]
    assert [article.title for article in articles] == [f"{TITLE} (1)", f"{TITLE} (2)"]
    first = articles[0]
    assert (first.outlet, first.author, first.stated_date) == (OUTLET, "Lise Aubin", "2031-05-03")
    assert "QUESSEL" not in repr(articles)


def test_nexis_in_rtf_is_the_same_export(tmp_path: Path) -> None:
    articles, _ = read_bytes(tmp_path, "n.rtf", samples.rtf(samples.nexis().decode("cp1252")))
    assert [article.text for article in articles] == [TEXT, TEXT]


def test_a_nexis_document_is_read_from_its_body_lines_and_covers_are_skipped(tmp_path: Path) -> None:
    articles, rows = read_bytes(tmp_path, "n.docx", SAMPLES["nexis-uni.docx"])
    assert rows == []
    assert [(article.title, article.outlet, article.stated_date) for article in articles] == [
        (TITLE, OUTLET, "2031-05-03T06:42"),
        ("Le pont ferme", "Radio Ondra", "2031-05-05"),
    ]
    assert articles[0].text == TEXT
    assert articles[0].author == "Lise Aubin"
    assert "digue" not in repr(articles[1])


def test_one_dispatch_in_two_outlets_is_two_articles(tmp_path: Path) -> None:
    other = samples.nexis().decode("cp1252").replace(f"{OUTLET}\n\n", "Radio Ondra\n\n")
    put(tmp_path, "a.txt", samples.nexis()), put(tmp_path, "b.txt", other)
    articles, rows = read_all(tmp_path)
    assert [article.outlet for article in articles] == [OUTLET] * 2 + ["Radio Ondra"] * 2
    assert rows == []


# --------------------------------------------------------------------------- damaged


@pytest.mark.parametrize("name", [*WHOLE, "nexis.txt", "nexis-uni.docx"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_export_gives_what_is_left_or_a_reason(tmp_path: Path, name: str, part: float) -> None:
    data = SAMPLES[name]
    articles, rows = read_bytes(tmp_path, name, data[: int(len(data) * part)])
    assert articles or rows
    assert all(row.reason and row.remedy for row in rows)
    assert not set(codes(rows)) & {"reader_crashed", "took_too_long"}


@pytest.mark.parametrize("name", ["europresse.HTML", "factiva.html", "factiva.txt"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_an_export_saved_in_another_encoding_reads_the_same(tmp_path: Path, name: str, encoding: str) -> None:
    text = SAMPLES[name].decode().replace('<meta charset="utf-8">', "")
    ((article,), rows) = read_bytes(tmp_path, name, text.encode(encoding))
    assert (article.text, article.title, rows) == (TEXT, TITLE, [])
    assert article.text.split("\n") == list(PARAGRAPHS)
