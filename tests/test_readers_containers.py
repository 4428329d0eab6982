"""Files that hold others: ZIP, mail, web archives, lists of feeds. Every sample is built in ``samples`` of invented words."""

import gzip
import io
import os
import stat
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import codes, put, read_all, read_bytes
from samples import MEMBER, OUTLET, SAMPLES, TEXT, TITLE, zipped

from recoupe.model import Article
from recoupe.readers import archive
from recoupe.readers.formats import read_source
from recoupe.readers.source import Source


def test_an_archive_is_read_member_by_member_each_in_its_own_format(tmp_path: Path) -> None:
    members = {
        "b.docx": SAMPLES["document.docx"],
        "a/f.html": SAMPLES["factiva.html"],
        "c.txt": "Le pont ferme.",
    }
    articles, rows = read_bytes(tmp_path, "lot.zip", zipped(members))
    assert rows == []
    assert [article.origin.removeprefix(f"{tmp_path}/") for article in articles] == [
        "lot.zip/a/f.html#1",
        "lot.zip/b.docx",
        "lot.zip/c.txt",
    ]


def test_a_bad_member_is_a_row_and_the_others_are_read(tmp_path: Path) -> None:
    members = {
        "a.bin": bytes(range(256)),
        "b.txt": TEXT,
        "c.pdf": b"%PDF-1.4",
        "~$d.docx": "x",
        ".hidden": "x",
        "__MACOSX/e.txt": "x",
    }
    articles, rows = read_bytes(tmp_path, "lot.zip", zipped(members))
    assert [article.text for article in articles] == [TEXT]
    assert codes(rows) == ["binary", "not_readable_as", "lock_file"]


@pytest.mark.parametrize(
    "name", ["../dehors.txt", "/etc/dehors.txt", "a/../../dehors.txt", "C:\\dehors.txt", "..\\dehors.txt"]
)
def test_names_that_leave_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    articles, rows = read_bytes(tmp_path, "lot.zip", zipped({name: TEXT, "b.txt": "Le pont ferme."}))
    assert [article.text for article in articles] == ["Le pont ferme."]
    assert codes(rows) == ["name_leaves"]
    assert sorted(os.listdir(tmp_path)) == ["lot.zip"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(stat.S_IFLNK, "link_leaves"), (stat.S_IFCHR, "not_a_file"), (stat.S_IFIFO, "not_a_file")],
)
def test_links_and_devices_in_an_archive_are_refused(tmp_path: Path, kind: int, code: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        member = zipfile.ZipInfo("lien.txt")
        member.create_system, member.external_attr = 3, (kind | 0o777) << 16
        packed.writestr(member, "/etc/passwd")
    assert codes(read_bytes(tmp_path, "lot.zip", data.getvalue())[1]) == [code]


def test_archives_in_archives_are_read_to_the_second_and_refused_beyond(tmp_path: Path) -> None:
    deep = zipped({"d.txt": TEXT, "deeper.zip": zipped({"e.txt": "Trop loin."})})
    articles, rows = read_bytes(tmp_path, "lot.zip", zipped({"un.zip": deep, "z.txt": "Le pont ferme."}))
    assert [article.text for article in articles] == [TEXT, "Le pont ferme."]
    assert codes(rows) == ["too_deep"]


def test_an_archive_that_unpacks_far_beyond_its_size_is_stopped(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {"0.txt": TEXT} | {
        f"{number}.txt": b"a" * 10_000_000 for number in range(1, 4)
    }
    articles, rows = read_bytes(tmp_path, "bombe.zip", zipped(members))
    assert articles[0].text == TEXT
    assert codes(rows)[-1] == "unpacked_too_large"


def test_a_member_under_a_password_and_a_damaged_one_say_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT * 50, "b.txt": "Le pont ferme."}))
    data[60:80] = b"x" * 20
    articles, rows = read_bytes(tmp_path, "lot.zip", bytes(data))
    assert (codes(rows), [article.text for article in articles]) == (["archive_broken"], ["Le pont ferme."])
    locked = zipped({"a.txt": TEXT}).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )
    assert codes(read_bytes(tmp_path, "l.zip", locked)[1]) == ["encrypted"]


def test_a_member_that_would_lie_before_the_archive_is_a_row_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": "Le pont ferme."}))
    del data[:20]
    articles, rows = read_bytes(tmp_path, "lot.zip", b"PK\x03\x04" + bytes(data[4:]))
    assert (codes(rows), [article.text for article in articles]) == (["archive_broken"], ["Le pont ferme."])


# --------------------------------------------------------------------------- archives that were cut

FIVE = {f"{number}.txt": f"Le bac numéro {number} reste à quai ce matin. " * 40 for number in range(5)}


class Pipe(io.RawIOBase):
    """Somewhere to write that cannot be gone back in, so that sizes are told behind the members."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:  # type: ignore[override]
        self.data += bytes(piece)  # type: ignore[call-overload]
        return len(bytes(piece))  # type: ignore[call-overload]


def streamed(members: dict[str, str]) -> bytes:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:  # type: ignore[type-var]
        for name, content in members.items():
            with packed.open(name, "w") as member:
                member.write(content.encode())
    return bytes(pipe.data)


@pytest.mark.parametrize("made", [zipped, streamed])
def test_of_an_archive_that_was_cut_what_is_whole_is_read(tmp_path: Path, made: Callable[..., bytes]) -> None:
    whole = made(FIVE)
    third = [at for at in range(len(whole)) if whole.startswith(b"PK\x03\x04", at)][3]
    articles, rows = read_bytes(tmp_path, "lot.zip", whole[: third + 40])
    assert [article.text for article in articles] == [FIVE[f"{number}.txt"] for number in range(3)]
    assert articles[0].origin.endswith("lot.zip/0.txt") and codes(rows) == ["archive_broken"]
    assert rows[0].origin.endswith("lot.zip")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_wherever_an_archive_is_cut_the_members_before_are_read_and_nothing_else(data: st.DataObject) -> None:
    made = data.draw(st.sampled_from([zipped, streamed]))(FIVE)
    cut = made[: data.draw(st.integers(30, len(made) - 30))]
    items = list(read_source(Source("lot.zip", "lot", cut, io.BytesIO(cut)), "lot.zip"))
    texts = [item.text for item in items if isinstance(item, Article)]
    assert texts == [FIVE[f"{number}.txt"] for number in range(len(texts))]
    assert [getattr(item, "code", None) for item in items[len(texts) :]] == ["archive_broken"]


def test_after_a_damaged_member_the_next_ones_are_read_though_the_directory_is_lost(tmp_path: Path) -> None:
    whole = bytearray(zipped(FIVE))
    starts = [at for at in range(len(whole)) if whole.startswith(b"PK\x03\x04", at)]
    whole[starts[1] : starts[1] + 25] = b"x" * 25
    articles, rows = read_bytes(tmp_path, "lot.zip", bytes(whole[: whole.index(b"PK\x01\x02")]))
    assert [article.text for article in articles] == [FIVE[f"{number}.txt"] for number in (0, 2, 3, 4)]
    assert codes(rows) == ["archive_broken"]


def test_a_document_that_was_cut_is_not_read_as_an_archive(tmp_path: Path) -> None:
    articles, rows = read_bytes(tmp_path, "d.docx", SAMPLES["document.docx"][:-200])
    assert (articles, codes(rows)) == ([], ["archive_broken"])


def test_names_and_bombs_in_an_archive_that_was_cut_are_refused(tmp_path: Path) -> None:
    members = {"../un.txt": "Le pont ferme.", "bombe.txt": "0" * 30_000_000, "z.txt": "Le pont ferme."}
    whole = zipped(members)
    articles, rows = read_bytes(tmp_path, "lot.zip", whole[: whole.index(b"PK\x01\x02")])
    assert articles == [] and codes(rows)[0] == "name_leaves" and "unpacked_too_large" in codes(rows)


@pytest.mark.parametrize("packed", [b"\x00\xff\xff\x00\x00", zlib.compress(b"0" * 99_999)[2:-10]])
def test_headers_without_members_cost_no_time(packed: bytes) -> None:
    """The first of these begins a block that reaches over a thousand headers."""
    head = b"PK\x03\x04\x14\x00\x08\x00\x08\x00" + b"\0" * 16 + b"\x01\x00\x00\x00a"
    data = (head + packed) * 20_000
    start = time.monotonic()
    items = list(read_source(Source("lot.zip", "lot", data, io.BytesIO(data)), "lot.zip"))
    assert time.monotonic() - start < 20
    assert [getattr(item, "code", None) for item in items] == ["archive_broken"]


def test_too_many_members_are_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    data = zipped({f"{number}.txt": f"Article {number}." for number in range(5)})
    items = list(read_source(Source("lot.zip", "lot", data, io.BytesIO(data)), "lot.zip"))
    assert [isinstance(item, Article) for item in items] == [True] * 3 + [False]
    assert getattr(items[-1], "code", None) == "too_many_parts"


# --------------------------------------------------------------------------- mail


def test_a_newsletter_is_an_article_without_its_addressees(tmp_path: Path) -> None:
    ((article,), rows) = read_bytes(tmp_path, "l.eml", SAMPLES["lettre.eml"])
    assert rows == []
    assert (article.text, article.title, article.outlet) == (TEXT, TITLE, OUTLET)
    assert (article.id, article.stated_date) == (
        "lettre-312@gazette-nore.example",
        "2031-05-03T06:42:00+02:00",
    )
    assert "secret" not in repr(article).lower()


def test_a_mailbox_is_read_message_by_message(tmp_path: Path) -> None:
    articles, _ = read_bytes(tmp_path, "b.mbox", SAMPLES["boite.mbox"])
    assert [article.id[:10] for article in articles] == ["lettre-312", "lettre-313"]


def test_a_page_that_says_more_than_the_plain_part_is_read_instead(tmp_path: Path) -> None:
    message = b"From: a@b.example\nSubject: S\nDate: Thu, 03 May 2031 06:42:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n"
    message += b"--x\nContent-Type: text/plain\n\nVoir en ligne\n--x\nContent-Type: text/html; charset=cp1252\n\n<p>La digue c\xe8de \xe0 Valbrune, o\xf9 le canton se vide.</p>\n--x--\n"
    assert (
        read_bytes(tmp_path, "l.eml", message)[0][0].text == "La digue cède à Valbrune, où le canton se vide."
    )


def test_an_attachment_is_read_as_a_file_of_its_own(tmp_path: Path) -> None:
    articles, _ = read_bytes(tmp_path, "l.eml", samples.newsletter(b"Le pont de Quessel ferme."))
    assert [article.text for article in articles] == [TEXT, "Le pont de Quessel ferme."]
    assert articles[1].origin.endswith(f"l.eml/{MEMBER}")


def test_a_text_that_quotes_headers_is_no_mail(tmp_path: Path) -> None:
    text = "Note: ceci est un texte.\nFrom: nulle part\nIl n'est pas un courrier.\n"
    assert read_bytes(tmp_path, "t.txt", text)[0][0].text == text


# --------------------------------------------------------------------------- web archives


@pytest.mark.parametrize("name", ["archive.warc.gz", "archive.wacz"])
def test_a_web_archive_gives_its_pages_with_their_addresses(tmp_path: Path, name: str) -> None:
    ((article,), rows) = read_bytes(tmp_path, name, SAMPLES[name])
    assert rows == []
    assert (article.url, article.stated_date) == (
        "https://gazette-nore.example/digue",
        "2031-05-03T06:42:00+02:00",
    )
    assert article.extra == {"captured": "2031-06-01T00:00:00Z"}
    assert article.text.endswith(TEXT)


def test_the_day_of_capture_is_never_the_day_of_publication(tmp_path: Path) -> None:
    plain = gzip.decompress(SAMPLES["archive.warc.gz"]).replace(
        b"2031-05-03T06:42:00+02:00", b"un jour de la semaine ..."
    )
    assert read_bytes(tmp_path, "a.warc", plain)[0][0].stated_date is None


def test_without_its_library_a_web_archive_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "sans", "fastwarc/__init__.py", "raise ImportError")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(tmp_path / "sans"), os.environ.get("PYTHONPATH", "")])
    )
    from recoupe.readers import guard

    guard.end_idle()
    rows = read_bytes(tmp_path, "a.warc.gz", SAMPLES["archive.warc.gz"])[1]
    guard.end_idle()
    assert codes(rows) == ["needs_package"]
    assert "recoupe[warc]" in (rows[0].remedy or "")


# --------------------------------------------------------------------------- lists of feeds


def test_a_list_of_feeds_reads_those_beside_it_and_nothing_outside(tmp_path: Path) -> None:
    put(tmp_path, "dehors.xml", samples.FEED)
    put(tmp_path, "a/flux/ondra.xml", samples.FEED)
    put(tmp_path, "a/liste.opml", samples.OPML)
    articles, rows = read_all(tmp_path / "a" / "liste.opml")
    assert [article.title for article in articles] == [TITLE]
    assert codes(rows) == ["fetch_off", "name_leaves"]


# --------------------------------------------------------------------------- damaged


@pytest.mark.parametrize("name", ["lot.zip", "lettre.eml", "boite.mbox", "archive.warc.gz", "archive.wacz"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_container_gives_what_is_left_or_a_reason(tmp_path: Path, name: str, part: float) -> None:
    data = SAMPLES[name]
    articles, rows = read_bytes(tmp_path, name, data[: int(len(data) * part)])
    assert articles or rows
    assert not set(codes(rows)) & {"reader_crashed", "took_too_long"}
