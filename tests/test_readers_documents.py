"""Word processors' documents, books and PDF files. Every sample is built in ``samples`` of invented words."""

from pathlib import Path

import pytest
import samples
from reading import codes, read_bytes
from samples import OUTLET, PARAGRAPHS, SAMPLES, TEXT, TITLE

from recoupe.readers.rtf import rtf_text

DOCUMENTS = ["document.docx", "document.odt", "document.rtf"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_one_article_of_its_paragraphs_in_order(tmp_path: Path, name: str) -> None:
    articles, rows = read_bytes(tmp_path, name, SAMPLES[name])
    assert rows == []
    lines = [line for line in articles[0].text.split("\n") if line]
    assert lines == [TITLE, *PARAGRAPHS]
    assert articles[0].id == "document"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_deleted_words_notes_and_settings_of_a_document_are_no_text(tmp_path: Path, name: str) -> None:
    text = read_bytes(tmp_path, name, SAMPLES[name])[0][0].text
    assert not any(
        word in text for word in ("effacé", "HYPERLINK", "note", "Times", "secret", "Essai", "0102")
    )


def test_breaks_and_spaces_of_documents_are_kept(tmp_path: Path) -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p><w:r><w:t>Un</w:t><w:br/><w:t>deux</w:t><w:tab/><w:t>trois</w:t></w:r></w:p>"
    word = samples.zipped(
        {"word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'}
    )
    assert read_bytes(tmp_path, "a.docx", word)[0][0].text == "Un\ndeux\ttrois"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"{\rtf1 Un\par Deux}", "Un\nDeux"),
        (r"{\rtf1\ansicpg1252 \'e9t\'e9}", "été"),
        (r"{\rtf1\ansicpg1250 \'e8}", "č"),
        (r"{\rtf1 \u8364?12}", "€12"),
        (r"{\rtf1\uc2 \u8364xx12}", "€12"),
        (r"{\rtf1\uc0 \u8364 12}", "€12"),
        (r"{\rtf1 \u-10179?\u-8704?}", "\U0001f600"),
        (r"{\rtf1 a\~b\_c\{\}\\}", "a\u00a0b-c{}\\"),
        (r"{\rtf1 {\*\unknown x}y{\footer z}}", "y"),
        (r"{\rtf1 \ldblquote a\rdblquote\cell b\row}", "“a”\tb\n"),
        (r"{\rtf1 {a", "a"),
        (r"{\rtf1 a}}}} b", "a b"),
    ],
)
def test_rtf_in_words(markup: str, text: str) -> None:
    assert rtf_text(markup) == text


def test_groups_of_rtf_nested_without_end_are_refused(tmp_path: Path) -> None:
    assert codes(read_bytes(tmp_path, "a.rtf", b"{\\rtf1 " + b"{" * 50_000 + b"mot")[1]) == [
        "not_readable_as"
    ]


def test_a_book_is_an_article_for_each_text_of_its_reading_order(tmp_path: Path) -> None:
    articles, rows = read_bytes(tmp_path, "j.epub", SAMPLES["journal.epub"])
    assert rows == []
    assert [(article.title, article.outlet, article.stated_date) for article in articles] == [
        (TITLE, OUTLET, "2031-05-03"),
        ("Le pont ferme", OUTLET, "2031-05-03"),
    ]
    assert articles[0].text == f"{TITLE}\n{TEXT}"


# --------------------------------------------------------------------------- PDF


def test_a_pdf_of_columns_is_read_column_by_column_without_heads_and_hyphens(tmp_path: Path) -> None:
    ((article,), rows) = read_bytes(tmp_path, "j.pdf", SAMPLES["journal.pdf"])
    assert rows == []
    assert article.text.split("\n")[:4] == [
        "La digue de Valbrune rouvre à moitié",
        "La digue de Valbrune rouvrira mardi sur une seule voie, a annoncé la préfecture de Valbrune.",
        "Trois fissures avaient été relevées à Valbrune après la crue de Valbrune.",
        "La maire de Valbrune ne prendra aucun risque, dit-elle devant ceux de Valbrune réunis.",
    ]
    assert "page" not in article.text and "Gazette" not in article.text


def test_a_paragraph_goes_on_over_columns_and_pages(tmp_path: Path) -> None:
    first = [(50.0, 700.0, 11.0, "La digue de Valbrune rouvrira mardi sur une seule voie, a")]
    second = [(50.0, 780.0, 11.0, "annoncé hier soir la préfecture de la Mire à la presse.")]
    text = read_bytes(tmp_path, "p.pdf", samples.pdf([first, second]))[0][0].text
    assert (
        text
        == "La digue de Valbrune rouvrira mardi sur une seule voie, a annoncé hier soir la préfecture de la Mire à la presse."
    )


def test_a_hyphen_before_a_capital_is_one(tmp_path: Path) -> None:
    lines = [(50.0, 700.0, 11.0, "La route de Valbrune-"), (50.0, 687.0, 11.0, "Nord est coupée.")]
    assert "Valbrune-Nord" in read_bytes(tmp_path, "p.pdf", samples.pdf([lines]))[0][0].text


def test_a_scan_says_that_it_has_no_text(tmp_path: Path) -> None:
    assert codes(read_bytes(tmp_path, "scan.pdf", samples.pdf([[], []]))[1]) == ["scan"]


def test_a_factiva_export_printed_to_pdf_is_an_export(tmp_path: Path) -> None:
    lines = [f"{code} {words}" for code, text in samples.FACTIVA_ROWS for words in text.split("\n")]
    drawn = [(50.0, 800.0 - 30 * row, 9.0, words.replace("’", "'")) for row, words in enumerate(lines)]
    ((article,), _) = read_bytes(tmp_path, "f.pdf", samples.pdf([drawn]))
    assert (article.id, article.outlet) == ("GNOR000020310503ek530001r", OUTLET)


def test_a_pdf_under_a_password_and_one_that_turns_in_circles_say_so(tmp_path: Path) -> None:
    circle = samples.pdf([[(50.0, 700.0, 11.0, "mot")]]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")
    assert codes(read_bytes(tmp_path, "c.pdf", circle)[1]) in (["scan"], ["not_readable_as"])
    locked = samples.pdf([[]]).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O("
        + b"o" * 32
        + b")/U("
        + b"u" * 32
        + b")/P -4>>/ID[(a)(b)]",
    )
    assert codes(read_bytes(tmp_path, "l.pdf", locked)[1]) == ["encrypted"]


# --------------------------------------------------------------------------- damaged


@pytest.mark.parametrize("name", [*DOCUMENTS, "journal.epub", "journal.pdf"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_document_gives_what_is_left_or_a_reason(tmp_path: Path, name: str, part: float) -> None:
    data = SAMPLES[name]
    articles, rows = read_bytes(tmp_path, name, data[: int(len(data) * part)])
    assert articles or rows
    assert not set(codes(rows)) & {"reader_crashed", "took_too_long"}


def test_entities_and_files_from_elsewhere_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("motdepasse")
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f"""<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>
<w:document xmlns:w="{name}"><w:body><w:p><w:r><w:t>Le pont ferme. &x;&b;</w:t></w:r></w:p></w:body></w:document>"""
    articles, rows = read_bytes(tmp_path / "in", "a.docx", samples.zipped({"word/document.xml": document}))
    assert "motdepasse" not in repr(articles) and "hahahaha" not in repr(articles)
    assert articles or rows


@pytest.mark.parametrize(
    "members",
    [
        {"xl/workbook.xml": "<x/>"},
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
    ],
)
def test_a_workbook_says_what_to_save_it_as(tmp_path: Path, members: dict[str, str | bytes]) -> None:
    assert codes(read_bytes(tmp_path, "a.xlsx", samples.zipped(members))[1]) == ["office_file"]


def test_a_document_that_unpacks_to_hundreds_of_megabytes_is_stopped(tmp_path: Path) -> None:
    bomb = samples.zipped({"word/document.xml": b"<a>" + b" " * 60_000_000})
    assert len(bomb) < 100_000
    assert codes(read_bytes(tmp_path, "a.docx", bomb)[1]) == ["unpacked_too_large"]
