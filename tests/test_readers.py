"""Readers: what is read of each format, and what each kind of bad input gets. Every sample is invented."""

import io
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import put, read_all

from recoupe.errors import Problem, describe, explain
from recoupe.languages import word_list
from recoupe.model import Article, InputRow, InputStatus
from recoupe.readers import count_inputs, read_paths
from recoupe.readers.dates import iso_prefix
from recoupe.readers.source import MAX_FILE_BYTES, MAX_TEXT_CHARS

SENTENCE = "Le pont de Valbrune a été fermé mardi à la circulation, a annoncé la préfecture de la Mire."
PARAGRAPHS = [
    SENTENCE,
    "Les ingénieurs ont relevé trois fissures sur la pile nord, où l'eau monte depuis dimanche soir.",
    "« Nous rouvrirons quand l'ouvrage sera sûr », a déclaré la préfète, Anna Delmas, devant les habitants réunis.",
]
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Pont fermé | Le Courrier de la Mire</title>
<link rel="canonical" href="https://courrier-mire.example/pont">
<meta property="og:site_name" content="Le Courrier de la Mire"><meta property="og:title" content="Le pont fermé">{head}</head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Le pont de Valbrune fermé</h1>{body}</article>
<footer>Tous droits réservés</footer></body></html>"""


def page(head: str = "", body: str = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)) -> str:
    return PAGE.format(head=head, body=body)


# --------------------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "mac_roman"]
)
def test_plain_text_is_its_decoded_content_untouched(tmp_path: Path, encoding: str) -> None:
    text = "\r\n  Titre du jour\r\n\r\n" + "\r\n".join(PARAGRAPHS) + "\r\n\r\n\r\n"
    articles, rows = read_all(put(tmp_path, "jour.txt", text.encode(encoding)))
    assert (articles[0].text, articles[0].id, rows) == (text, "jour", [])
    assert articles[0].stated_date is None


def test_a_euro_sign_and_an_apostrophe_of_windows_survive(tmp_path: Path) -> None:
    text = "L’impôt passera à 12 €, « dès cet été », dit la maire d’Œuvreuse."
    assert read_all(put(tmp_path, "a.txt", text.encode("cp1252")))[0][0].text == text


def test_utf8_that_was_cut_in_a_letter_is_partial_and_keeps_its_other_letters(tmp_path: Path) -> None:
    articles, rows = read_all(put(tmp_path, "a.txt", (SENTENCE * 20 + "é").encode()[:-1]))
    assert articles[0].text.startswith(SENTENCE)
    assert [(row.code, row.status, row.article) for row in rows] == [
        ("damaged_text", InputStatus.PARTIAL, "a")
    ]


@pytest.mark.parametrize("text", [SENTENCE.encode().decode("cp1252"), SENTENCE.replace("é", "\ufffd")])
def test_signs_of_a_broken_encoding_make_an_article_partial(tmp_path: Path, text: str) -> None:
    articles, rows = read_all(put(tmp_path, "a.txt", text))
    assert articles[0].text == text
    assert [row.code for row in rows] == ["damaged_text"]


# --------------------------------------------------------------------------- pages


def test_a_page_gives_its_text_and_what_it_states(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2031-05-03T18:05:00+02:00"><meta name="author" content="Anna Orval">'
    articles, rows = read_all(put(tmp_path, "pont.html", page(head)))
    (article,) = articles
    assert all(paragraph in article.text for paragraph in PARAGRAPHS) and "Accueil" not in article.text
    assert (article.id, article.outlet, article.author) == ("pont", "Le Courrier de la Mire", "Anna Orval")
    assert (article.title, article.url) == ("Le pont fermé", "https://courrier-mire.example/pont")
    assert article.stated_date == "2031-05-03T18:05:00+02:00"
    assert not rows


def test_json_ld_outranks_tags(tmp_path: Path) -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Valbrune coupée en deux",
                "datePublished": "2031-05-04",
                "dateModified": "2031-06-01",
                "author": [{"@type": "Person", "name": "Luc Tercel"}, {"name": "Ines Voss"}],
                "publisher": {"name": "Agence Mirande"},
            },
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script><meta name="date" content="2030-01-01">'
    article = read_all(put(tmp_path, "p.html", page(head)))[0][0]
    assert (article.title, article.outlet, article.author) == (
        "Valbrune coupée en deux",
        "Agence Mirande",
        "Luc Tercel, Ines Voss",
    )
    assert article.stated_date == "2031-05-04"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p class='date'>Publié le 3 mai 2031</p>", "2031-05-03"),
        ("<time datetime='2031-05-03'>jeudi</time>", "2031-05-03"),
        ("<time datetime='2031-05-03T18:05:00+02:00'>jeudi</time>", "2031-05-03"),
        ("<p class='date'>Publié le 03/05/2031 à 18h05</p>", "2031-05-03"),
        ("<p class='date'>Published 3 May 2031 18:05 GMT</p>", "2031-05-03"),
        ("<p class='date'>31 avril 2031</p>", None),
        ("<p>Mis à jour le 5 mai 2031</p>", None),
        ("<p class='date'>mai 2031</p>", None),
        ("<p>© 2031 Le Courrier</p>", None),
        ("<img src='/photos/2029/02/11/pont.jpg'>", None),
        ("", None),
    ],
)
def test_a_page_is_dated_by_what_it_shows_and_never_by_a_guess(
    tmp_path: Path, body: str, expected: str | None
) -> None:
    told = f"<p>{SENTENCE} Le 12 février 2029, déjà, une crue avait emporté la rive gauche de la rivière et deux maisons.</p>"
    path = put(tmp_path, "p.html", page(body=body + told + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert read_all(path)[0][0].stated_date == expected


def test_the_clock_has_no_part_in_a_date(tmp_path: Path) -> None:
    article = read_all(put(tmp_path, "p.html", page('<meta name="date" content="2199-05-03">')))[0][0]
    assert article.stated_date == "2199-05-03"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path, declared: str) -> None:
    content = page().replace('charset="utf-8"', f'charset="{declared}"').encode("cp1252")
    assert SENTENCE in read_all(put(tmp_path, "p.html", content))[0][0].text


def test_a_page_that_declares_latin1_but_is_utf8_is_read_as_utf8(tmp_path: Path) -> None:
    content = page().replace('charset="utf-8"', 'charset="iso-8859-1"')
    assert SENTENCE in read_all(put(tmp_path, "p.html", content))[0][0].text


def test_a_page_of_very_many_elements_is_read_in_bounded_time(tmp_path: Path) -> None:
    start = time.monotonic()
    article = read_all(put(tmp_path, "p.html", page(body=f"<p>{SENTENCE}</p>" * 20_001)))[0][0]
    assert time.monotonic() - start < 15
    assert article.text.count(SENTENCE) == 20_001 and "Accueil" not in article.text


def test_the_text_in_a_pages_own_data_is_used_where_the_page_shows_none(tmp_path: Path) -> None:
    data = {"@type": "Article", "headline": "Pont", "articleBody": "\n".join(PARAGRAPHS)}
    content = f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body></body></html>'
    assert read_all(put(tmp_path, "p.html", content))[0][0].text == "\n".join(PARAGRAPHS)


# --------------------------------------------------------------------------- JSON Lines


def test_article_lines_keep_unknown_fields(tmp_path: Path) -> None:
    line = {
        "id": "v1",
        "text": SENTENCE,
        "published": "2031-05",
        "outlet": "Agence Mirande",
        "language": "fr",
        "rubrique": "Mire",
        "vues": 3,
    }
    article = read_all(put(tmp_path, "a.jsonl", json.dumps(line) + "\n"))[0][0]
    assert (article.id, article.text, article.stated_date, article.outlet, article.language) == (
        "v1",
        SENTENCE,
        "2031-05",
        "Agence Mirande",
        "fr",
    )
    assert article.extra == {"rubrique": "Mire", "vues": 3}


def test_half_a_line_fails_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": text}) for text in PARAGRAPHS]
    articles, rows = read_all(
        put(tmp_path, "a.jsonl", f"{lines[0]}\n{lines[1][:30]}\n\n[1]\n{lines[2]}\n{lines[0][:-4]}")
    )
    assert [article.text for article in articles] == [PARAGRAPHS[0], PARAGRAPHS[2]]
    assert [(row.origin.rpartition("#")[2], row.code) for row in rows] == [
        ("2", "line_broken"),
        ("4", "line_broken"),
        ("6", "line_broken"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"id": "x"}', "no_text"),
        ('{"text": "  \\n"}', "no_text"),
        ('{"text": 7.5, "published": "jadis"}', "date_not_understood"),
        ('{"text": ["a"]}', "no_text"),
        ('{"text": "a \\ud83d b"}', "damaged_text"),
        ("{" * 100_000, "line_broken"),
        ('{"a": ' + "[" * 100_000, "line_broken"),
    ],
)
def test_odd_lines(tmp_path: Path, line: str, code: str) -> None:
    _, rows = read_all(put(tmp_path, "a.jsonl", f'{{"text": "{SENTENCE}"}}\n{line}\n'))
    assert [row.code for row in rows] == [code]


def test_what_a_date_field_holds_is_kept_where_it_is_not_understood(tmp_path: Path) -> None:
    article = read_all(put(tmp_path, "a.jsonl", json.dumps({"text": SENTENCE, "published": "au printemps"})))[
        0
    ][0]
    assert (article.stated_date, article.extra) == (None, {"published": "au printemps"})


def test_an_array_and_a_single_object_over_several_lines_are_read(tmp_path: Path) -> None:
    array = put(tmp_path, "a.json", json.dumps([{"text": text} for text in PARAGRAPHS], indent=2))
    single = put(tmp_path, "b.json", json.dumps({"text": SENTENCE, "title": "Pont"}, indent=2))
    articles, rows = read_all(array, single)
    assert [article.text for article in articles] == [*PARAGRAPHS, SENTENCE]
    assert articles[-1].id == "b" and not rows


# --------------------------------------------------------------------------- tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_under_any_delimiter_and_order_of_columns(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    names = ["Média", "Date de parution", "Texte", "Titre", "Lien", "cote"]
    row = [
        "Agence Mirande",
        "03/05/2031",
        f'"{SENTENCE}\nSuite, ; | de « tout »."',
        "Pont",
        "https://m.example/1",
        "A7",
    ]
    articles, rows = read_all(
        put(
            tmp_path,
            "x.dat",
            (delimiter.join(names) + "\r\n" + delimiter.join(row) + "\r\n").encode(encoding),
        )
    )
    (article,) = articles
    assert article.text == f"{SENTENCE}\nSuite, ; | de « tout »."
    assert (article.outlet, article.stated_date, article.title, article.url) == (
        "Agence Mirande",
        "2031-05-03",
        "Pont",
        "https://m.example/1",
    )
    assert article.extra["cote"] == "A7" and article.id == "x" and not rows


def test_a_field_of_more_than_131072_characters_is_read_whole(tmp_path: Path) -> None:
    text = SENTENCE * 3_000
    articles, rows = read_all(put(tmp_path, "x.csv", f'id,text\n1,"{text}"\n'))
    assert (articles[0].text, rows) == (text, [])


def test_rows_that_are_broken_fail_alone(tmp_path: Path) -> None:
    content = f"id;text\n1;{SENTENCE}\n2;a;b;c\n;\n3;\n4;{PARAGRAPHS[1]}\n"
    articles, rows = read_all(put(tmp_path, "x.csv", content))
    assert [article.id for article in articles] == ["1", "4"]
    assert [row.code for row in rows] == ["row_broken", "no_text"]


def test_a_table_without_texts_says_so(tmp_path: Path) -> None:
    _, rows = read_all(put(tmp_path, "x.csv", "ville;habitants\nValbrune;1200\n"))
    assert [row.code for row in rows] == ["no_text_column"]


def test_a_line_with_commas_is_no_table(tmp_path: Path) -> None:
    text = "Valbrune, lundi, 3 mai\nLe pont, le quai, la gare : tout est fermé.\n"
    assert read_all(put(tmp_path, "x.txt", text))[0][0].text == text


# --------------------------------------------------------------------------- feeds

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Agence Mirande</title>
<item><guid>mir-1</guid><title>Pont &amp; quai</title><link>https://m.example/1</link><pubDate>{date}</pubDate>
<description>&lt;p&gt;{text}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p onclick="x()"&gt;Suite.&lt;/p&gt;</description></item>
<item><title>Sans texte</title></item></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_rss(tmp_path: Path, encoding: str) -> None:
    content = RSS.format(encoding=encoding, date="Sat, 03 May 2031 18:05:00 +0200", text=SENTENCE).encode(
        encoding
    )
    articles, rows = read_all(put(tmp_path, "flux", content))
    (article,) = articles
    assert (article.id, article.title, article.outlet) == ("mir-1", "Pont & quai", "Agence Mirande")
    assert (article.text, article.stated_date) == (f"{SENTENCE}\nSuite.", "2031-05-03T18:05:00+02:00")
    assert [(row.origin.rpartition("#")[2], row.code) for row in rows] == [("2", "no_text")]


def test_atom_without_dates(tmp_path: Path) -> None:
    content = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Courrier</title>
    <entry><id>urn:1</id><title>Pont</title><author><name>Anna Orval</name></author><content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content></entry>
    <entry><id>urn:2</id><title>Quai</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PARAGRAPHS[1]}</p></div></content></entry></feed>"""
    articles, rows = read_all(put(tmp_path, "f.xml", content))
    assert [(a.id, a.text, a.stated_date) for a in articles] == [
        ("urn:1", SENTENCE, None),
        ("urn:2", PARAGRAPHS[1], None),
    ]
    assert articles[0].author == "Anna Orval" and not rows


def test_xml_bombs_and_outside_entities_are_harmless(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "x">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&e11;&f;</description></item></channel></rss>'
    start = time.monotonic()
    articles, rows = read_all(put(tmp_path, "b.xml", content))
    assert time.monotonic() - start < 10
    assert not any("root:" in article.text for article in articles) and len(articles) + len(rows) == 1


# --------------------------------------------------------------------------- names, folders, copies


def test_ids_are_stems_made_unique_given_ids_or_digests(tmp_path: Path) -> None:
    put(tmp_path, "a/note.txt", PARAGRAPHS[0])
    put(tmp_path, "b/note.txt", PARAGRAPHS[1])
    put(tmp_path, "c.jsonl", "\n".join(json.dumps({"text": text}) for text in PARAGRAPHS[1:]))
    put(tmp_path, "d.jsonl", json.dumps({"id": "note", "text": PARAGRAPHS[2]}))
    ids = [article.id for article in read_all(tmp_path)[0]]
    assert ids[:2] == ["note", "note-2"] and ids[4] == "note-3"
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in ids[2:4])


def test_a_folder_is_read_in_the_order_of_its_sorted_paths(tmp_path: Path) -> None:
    for number, name in enumerate(
        ["z.txt", "b/2.txt", "a.txt", "b/1.txt", ".cache/x.txt", ".hidden.txt", "b/~$2.docx"]
    ):
        put(tmp_path, name, f"{SENTENCE} {number}")
    articles, rows = read_all(tmp_path)
    assert [article.id for article in articles] == ["a", "1", "2", "z"]
    assert [(row.code, row.status) for row in rows] == [("lock_file", InputStatus.SEEN)]


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    first, second = put(tmp_path, "a.txt", SENTENCE), put(tmp_path, "b.txt", SENTENCE)
    put(tmp_path, "c.txt", SENTENCE[::-1])
    articles, rows = read_all(first, second, tmp_path / "c.txt", first)
    assert [article.id for article in articles] == ["a", "c"]
    assert [(row.code, row.status, row.article) for row in rows] == [
        ("duplicate_file", InputStatus.DUPLICATE, "a")
    ] * 2


def test_one_line_twice_counts_once(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": SENTENCE})
    articles, rows = read_all(put(tmp_path, "a.jsonl", f"{line}\n{line}\n"))
    assert len(articles) == 1 and [row.status for row in rows] == [InputStatus.DUPLICATE]


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    secret = put(tmp_path, "outside/secret.txt", SENTENCE)
    folder = tmp_path / "in"
    put(folder, "a.txt", PARAGRAPHS[1])
    (folder / "b.txt").symlink_to(secret)
    (folder / "c").symlink_to(tmp_path / "outside", target_is_directory=True)
    (folder / "d.txt").symlink_to(folder / "a.txt")
    (folder / "e").symlink_to(folder, target_is_directory=True)
    (folder / "f.txt").symlink_to(folder / "nowhere")
    articles, rows = read_all(folder)
    assert [article.id for article in articles] == ["a"]
    assert [row.code for row in rows] == ["link_leaves", "link_leaves", "duplicate_file", "link_broken"]
    assert read_all(folder / "b.txt")[0][0].text == SENTENCE


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a/x.txt", SENTENCE)
    put(tmp_path, "b/x.txt", PARAGRAPHS[1])
    listing = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    articles, rows = read_all(tmp_path)
    assert len(articles) == 1 and [(row.origin, row.code) for row in rows] == [
        (str(tmp_path / "a"), "no_permission")
    ]


def test_pipes_and_devices_are_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    put(tmp_path, "a.txt", SENTENCE)
    articles, rows = read_all(tmp_path, "/dev/zero", tmp_path / "tube")
    assert len(articles) == 1 and [row.code for row in rows] == ["not_a_file"] * 3


def test_standard_input_is_recognised_by_content() -> None:
    line = json.dumps({"text": SENTENCE})
    assert read_all("-", stdin=f"{line}\n".encode())[0][0].text == SENTENCE
    assert read_all("-", stdin=page().encode())[0][0].title == "Le pont fermé"
    assert read_all("-", stdin=SENTENCE.encode())[0][0].text == SENTENCE
    assert [row.code for row in read_all("-", stdin=b"")[1]] == ["empty_file"]


def test_lines_stream_from_standard_input() -> None:
    class Endless(io.RawIOBase):
        served = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.served += 1
            return (json.dumps({"text": f"{SENTENCE} {self.served}"}) + "\n").encode() * 400

    stream = Endless()
    items = read_paths(["-"], stream)  # type: ignore[arg-type]
    assert [isinstance(next(items), Article | InputRow) for _ in range(5)] == [True] * 5
    assert stream.served < 20


def test_counting_is_about_right(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", SENTENCE)
    put(tmp_path, "b.jsonl", '{"text": "a"}\n{"text": "b"}\n{"text": "c"}')
    assert count_inputs([str(tmp_path), "nowhere"]) == 5


# --------------------------------------------------------------------------- bad input

BAD = [
    ("empty.txt", b"", "empty_file"),
    ("blank.txt", b" \n\r\n\t", "empty_file"),
    ("bom.txt", b"\xef\xbb\xbf", "empty_file"),
    ("dots.txt", b"... --- ...", "no_text"),
    ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary"),
    ("noise.html", bytes(range(256)) * 40, "binary"),
    ("paper.txt", b"%PDF-1.7\n%\xe2\xe3", "not_readable_as"),
    ("word.txt", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "archive_broken"),
    ("pack.txt", b"PK\x03\x04" + b"\0" * 26 + b"a.txt", "archive_broken"),
    ("pack.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 26, "archive"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "office_file"),
    ("data.xml", b"<?xml version='1.0'?><stock><bolt/></stock>", "unknown_markup"),
    (
        "void.html",
        b"<html><head><title>Pont</title></head><body><script>load()</script></body></html>",
        "no_text",
    ),
    ("void.rss", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "no_entries"),
    ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"texte" + b"</div>" * 100_000, "no_text"),
    ("long.txt", b"Le pont. " * (MAX_TEXT_CHARS // 9 + 1), "text_too_long"),
]


@pytest.mark.parametrize(("name", "content", "code"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_gets_one_row_with_reason_and_remedy(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    bad, good = put(tmp_path, name, content), put(tmp_path, "zz.txt", SENTENCE)
    start = time.monotonic()
    articles, rows = read_all(bad, good)
    assert time.monotonic() - start < 10
    assert [article.text for article in articles] == [SENTENCE]
    assert [(row.origin, row.code, row.status) for row in rows] == [(str(bad), code, InputStatus.FAILED)]
    assert rows[0].reason and rows[0].remedy


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "big.txt", b"Le pont. " * (MAX_FILE_BYTES // 9 + 1))
    assert [row.code for row in read_all(path)[1]] == ["file_too_large"]


@pytest.mark.parametrize("path", ["nowhere.txt", "nul\0byte", "x" * 5_000])
def test_a_path_that_does_not_exist(path: str) -> None:
    assert [row.code for row in read_all(path)[1]] == ["not_found"]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert [row.code for row in read_all(tmp_path)[1]] == ["empty_folder"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.txt", page()), ("lignes.csv", json.dumps({"text": SENTENCE})), ("texte.html", SENTENCE)],
)
def test_a_wrong_ending_does_not_matter(tmp_path: Path, name: str, content: str) -> None:
    articles, rows = read_all(put(tmp_path, name, content))
    assert SENTENCE in articles[0].text and "<p>" not in articles[0].text and not rows


@pytest.mark.parametrize(
    "content",
    ["<!--x-->" * 1_000, "<!doctype " * 800, "<?x ?>" * 1_300, "<a " * 3_000, "&" * 9_000, "Par " * 2_000],
)
def test_hostile_openings_are_told_apart_in_no_time(tmp_path: Path, content: str) -> None:
    start = time.monotonic()
    read_all(put(tmp_path, "x", content))
    assert time.monotonic() - start < 5


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"<html>", b"<rss><channel>", b'{"text": "', b"id;text\n", b"\xff\xfe", page().encode()]
    ),
)
def test_no_bytes_raise_and_every_input_gets_an_answer(tail: bytes, head: bytes) -> None:
    articles, rows = read_all("-", stdin=head + tail)
    assert articles or rows
    assert all(article.text.strip() and article.id for article in articles)


# --------------------------------------------------------------------------- dates and words


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2031", "2031"),
        ("2031-05", "2031-05"),
        ("2031-05-03 18:05", "2031-05-03T18:05"),
        ("2031-05-03T18:05:00Z", "2031-05-03T18:05:00Z"),
        ("20310503", "2031-05-03"),
        ("3/5/2031", "2031-05-03"),
        ("05/23/2031", "2031-05-23"),
        ("samedi 3 mai 2031 à 18h05", "2031-05-03T18:05"),
        ("1er août 2031", "2031-08-01"),
        ("3 févr. 2031", "2031-02-03"),
        ("May 3, 2031", "2031-05-03"),
        ("mai 2031", "2031-05"),
        ("Sat, 03 May 2031 18:05:00 GMT", "2031-05-03T18:05:00+00:00"),
        ("2031-13", None),
        ("31/02/2031", None),
        ("hier", None),
        ("3 mai", None),
        ("0000", None),
        ("9" * 5_000, None),
    ],
)
def test_stated_dates(stated: str, expected: str | None) -> None:
    assert iso_prefix(stated) == expected


@given(st.text(max_size=60))
def test_any_words_are_a_date_or_none(words: str) -> None:
    prefix = iso_prefix(words)
    assert prefix is None or prefix[:4].isdigit()


def test_every_problem_has_its_words_in_both_languages() -> None:
    for language in ("fr", "en"):
        assert sorted(word_list(language, "problems")) == sorted(problem.value for problem in Problem)
    for problem in Problem:
        facts = {"article": "a-1", "language": "de", "detail": "deux paragraphes"}
        english, french = describe(problem, "en", **facts), describe(problem, "fr", **facts)
        assert all(english) and all(french) and english != french
    assert str(MAX_FILE_BYTES // 1_000_000) in describe(Problem.FILE_TOO_LARGE)[0]
    assert str(MAX_TEXT_CHARS // 1_000_000) in describe(Problem.TEXT_TOO_LONG)[0]


def test_a_row_is_explained_in_french_with_its_facts() -> None:
    reason, remedy = describe(Problem.ALREADY_IN, "en", article="v-{1}")
    row = InputRow(
        origin="a.txt", status=InputStatus.DUPLICATE, reason=reason, remedy=remedy, code="already_in"
    )
    assert explain(row, "fr") == describe(Problem.ALREADY_IN, "fr", article="v-{1}")
