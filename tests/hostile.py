"""Hostile and damaged files, made from a seed: every sample mutated, and traps made by hand for each format.

``python tests/hostile.py`` reads them all, each beside a sound page, and says what became of them; the same seed gives
the same files. ``tests/test_hostile_files.py`` reads a part.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import samples
from samples import SAMPLES, TEXT, TITLE, zipped

from recoupe.model import Article, InputRow, InputStatus
from recoupe.readers import read_paths

SEED = 9
MUTATIONS = 34
SOUND = "zz-sain.html"
MEGABYTE = 1_000_000


class Outcome(NamedTuple):
    """What became of one file: what is wrong with that (nothing, if all is well), the rows' codes, the seconds taken."""

    wrong: list[str]
    codes: list[str]
    articles: int
    seconds: float


def hostile_files(seed: int = SEED, mutations: int = MUTATIONS) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: the traps, then ``mutations`` of each sample."""
    for name, make in traps().items():
        yield name, make()
    chance = random.Random(seed)
    for name, data in SAMPLES.items():
        for number in range(mutations):
            yield f"{number:02}-{name}", mutate(data, number, chance)


# --------------------------------------------------------------------------- mutations


def mutate(data: bytes, number: int, chance: random.Random) -> bytes:
    """One damage to a file, of the kind that ``number`` says."""
    kinds: tuple[Callable[[bytes, random.Random], bytes], ...] = (
        cut, flip, blank, double, splice, salt, cut, flip, swell, shuffle, cut, repeat, flip_bits, drop, lie, cut, flip,
    )  # fmt: skip
    return kinds[number % len(kinds)](data, chance)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def blank(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = chance.randrange(1, len(data))
    return data[:start] + bytes(len(data[start : start + length])) + data[start + length :]


def double(data: bytes, chance: random.Random) -> bytes:
    return data + data[chance.randrange(len(data)) :]


def splice(data: bytes, chance: random.Random) -> bytes:
    other = SAMPLES[chance.choice(sorted(SAMPLES))]
    return data[: chance.randrange(1, len(data))] + other[chance.randrange(len(other)) :]


def salt(data: bytes, chance: random.Random) -> bytes:
    """Null bytes, marks that turn the direction of writing, and bytes that are no UTF-8, here and there."""
    grains = (
        b"\0",
        "\u202e\u2066\u200f".encode(),
        b"\xff\xfe\xc0\x80",
        b"\xed\xa0\x80",
        b"&#0;&#x110000;&nope;",
        "\ufeff".encode(),
    )
    for _ in range(chance.choice((1, 10, 100))):
        place = chance.randrange(len(data))
        data = data[:place] + chance.choice(grains) + data[place:]
    return data


def swell(data: bytes, chance: random.Random) -> bytes:
    """A word of three million letters in the middle."""
    place = chance.randrange(len(data))
    return data[:place] + b"a" * 3 * MEGABYTE + data[place:]


def shuffle(data: bytes, chance: random.Random) -> bytes:
    size = max(1, len(data) // 10)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    chance.shuffle(pieces)
    return b"".join(pieces)


def repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + 200]
    return data[:start] + piece * 2_000 + data[start:]


def drop(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 200) :] or b"\0"


def lie(data: bytes, chance: random.Random) -> bytes:
    """Another number in place of one that stands in the file: a length, a count, a place."""
    places = [place for place in range(len(data)) if data[place : place + 1].isdigit()]
    if not places:
        return flip(data, chance)
    place = chance.choice(places)
    return data[:place] + chance.choice((b"0", b"-1", b"99999999999999999999", b"1e999")) + data[place + 1 :]


# --------------------------------------------------------------------------- traps


def traps() -> dict[str, Callable[[], bytes]]:
    """Files made to crash, to hang, to fill the memory or to lead out of the folder, by name."""
    return {
        "bombe.zip": lambda: zipped({f"{number}.txt": b"a" * 9 * MEGABYTE for number in range(6)}),
        "bombe.docx": lambda: zipped({"word/document.xml": b"<a>" + b" " * 45 * MEGABYTE}),
        "bombe.odt": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b"<a>" * 15 * MEGABYTE}),
        "bombe.warc.gz": lambda: gzip.compress(_record(b"<p>" + b"a" * 60 * MEGABYTE), mtime=0),
        "poupees.zip": _nested_zip,
        "recouvert.zip": _overlapping_zip,
        "cyclique.zip": lambda: b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9_999, 9_999, 46, 0, 0),
        "liens.zip": _links,
        "noms.zip": lambda: zipped({"../../etc/x.txt": TEXT, "/etc/x.txt": TEXT, "a\\..\\..\\x.txt": TEXT, "\u202etxt.exe": TEXT, "~$a.docx": "x", "x" * 60_000 + ".txt": TEXT}),
        "membres.zip": lambda: zipped({f"{number}.txt": b"" for number in range(12_000)}),
        "rires.xml": lambda: _laughs("rss"),
        "rires.opml": lambda: _laughs("opml"),
        "rires-depeche.xml": lambda: _laughs("newsItem"),
        "rires.docx": lambda: zipped({"word/document.xml": _laughs("w")}),
        "rires.epub": lambda: zipped({"META-INF/container.xml": _laughs("container")}),
        "dehors.xml": lambda: f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><description>{TEXT} &x;</description></item></channel></rss>'.encode(),
        "dehors.opml": lambda: b'<opml><body><outline xmlUrl="/etc/passwd"/><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="../../x"/><outline xmlUrl="/dev/zero"/></body></opml>',
        "profond.html": lambda: b"<html><body>" + b"<div>" * 200_000 + TEXT.encode(),
        "profond.xml": lambda: b"<newsItem>" + b"<a>" * 200_000 + TEXT.encode(),
        "profond.json": lambda: b'[{"text": ' + b"[" * 500_000,
        "profond.jsonl": lambda: b'{"text": ' + b'{"a":' * 200_000 + b"\n" + json.dumps({"text": TEXT}).encode(),
        "profond.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000 + TEXT.encode("cp1252"),
        "profond.eml": _nested_mail,
        "profond-table.html": lambda: b"<html><body>" + b"<table><tr><td>" * 3_000 + TEXT.encode(),
        "nombre.json": lambda: b'[{"text": "Le pont ferme.", "id": ' + b"9" * 2 * MEGABYTE + b"}]",
        "cles.jsonl": lambda: json.dumps({"text": TEXT} | {f"k{number}": number for number in range(200_000)}).encode(),
        "objets.json": lambda: b'[{"text":"Le pont ferme.","a":[' + b"{}," * 5 * MEGABYTE + b"{}]}]",
        "ligne.csv": lambda: b'text,title\n"' + b"a" * 20 * MEGABYTE,
        "colonnes.csv": lambda: b"text,title," + b"," * MEGABYTE + b"\n" + b"x," * MEGABYTE,
        "nuls.csv": lambda: b"text,title\nLe pont\0 ferme,\0\n" + b"\0" * MEGABYTE,
        "retours.csv": lambda: b"text,title\r" + b"Le pont ferme,x\r" * 50_000,
        "boucle.pdf": lambda: samples.newspaper().replace(b"/Kids[5 0 R", b"/Kids[2 0 R"),
        "boucle-xref.pdf": lambda: samples.newspaper().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"),
        "boucle-contenu.pdf": lambda: samples.newspaper().replace(b"/Contents 4 0 R", b"/Contents 5 0 R"),
        "compte.pdf": lambda: samples.newspaper().replace(b"/Count 3", b"/Count 2000000000"),
        "tableaux.pdf": lambda: b"%PDF-1.4\n1 0 obj" + b"[" * MEGABYTE + b"endobj",
        "flux.pdf": _packed_pdf,
        "lignes.pdf": lambda: samples.pdf([[(float(number % 500), float(number % 800), 4.0, "a b c") for number in range(40_000)]]),
        "pages.pdf": lambda: samples.pdf([[(50.0, 700.0, 11.0, f"Page {number} du rapport.")] for number in range(2_200)]),
        "parties.eml": lambda: _mail(b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nLe pont ferme.\n" * 50_000),
        "entete.eml": lambda: b"From: a@b.example\nDate: x\nX-A: " + b"=?utf-8?q?" * 300_000 + b"\nSubject: " + b"=?utf-8?b?4pi" * 200_000 + b"\n\n" + TEXT.encode(),
        "pieges.eml": lambda: _mail(b"Content-Type: text/plain; charset=\"../../etc\"\nContent-Transfer-Encoding: base64\n\n" + b"!" * MEGABYTE),
        "messages.mbox": lambda: b"From a@b.example Thu May  3 06:42:00 2031\n\n" * 50_000,
        "longueurs.warc": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n" + TEXT.encode(),
        "negatif.warc": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n" + TEXT.encode(),
        "morceaux.warc": lambda: _record(b"ffffffffffffffff\r\n" + TEXT.encode(), b"Transfer-Encoding: chunked\r\n"),
        "entetes.warc": lambda: b"WARC/1.0\r\n" + b"A: b\r\n" * 300_000 + b"\r\n",
        "lecture.epub": _long_epub,
        "flux.opml": lambda: b"<opml><body>" + b'<outline xmlUrl="x.xml"/>' * 50_000 + b"</body></opml>",
        "references.ris": lambda: b"TY  - NEWS\n" + b"AB  - Le pont ferme.\n" * 200_000,
        "accolades.bib": lambda: b"@article{x, title = {" + b"{" * MEGABYTE,
        "entrees.bib": lambda: b"@article{x, title = {" * 50_000,
        "poupees-europresse.html": lambda: b"<html><body>" + b"<article><span class='DocPublicationName'>Nore</span>" * 20_000 + TEXT.encode(),
        "classes-europresse.html": lambda: b"<html><body><article><span class='DocPublicationName'>Nore</span>" + b"<p class='a b c'>x</p>" * 200_000,
        "lignes-factiva.html": lambda: b"<title>Factiva</title><div class='article frArticle'><table>" + b"<tr><td><b>TD</b></td><td>x</td></tr>" * 100_000,
        "codes-factiva.txt": lambda: b"HD x\nPD 3 mai 2031\nSN Nore\n" + b"TD x\n" * 200_000,
        "comptes-nexis.txt": lambda: b"1 of 10 DOCUMENTS\n\n" * 50_000,
        "labels-nexis.txt": lambda: b"1 of 1 DOCUMENTS\n\nNore\n\n3 mai 2031\n\n" + b"a-a a-a a-a a-a: " * 100_000,
        "corps-nexis.docx": lambda: samples.docx(["3 mai 2031", *(["Body"] * 3_000), TEXT]),
        "attributs.html": lambda: b"<html><body " + b" ".join(b"a%d=x" % number for number in range(100_000)) + b"><p>" + TEXT.encode(),
        "liens.html": lambda: b"<html><body><article>" + b"<a href='x'>lien</a> " * 100_000 + f"<p>{TEXT}</p>".encode(),
        "donnees.html": lambda: b"<html><script type='application/ld+json'>" + b'{"@graph":[' * 100_000 + b"</script><p>" + TEXT.encode(),
        "commentaire.html": lambda: b"<!--" + b"-" * 5 * MEGABYTE + TEXT.encode(),
        "doctype.html": lambda: b"<!DOCTYPE html [" + b"<!ELEMENT a ANY>" * 100_000 + f"]><p>{TEXT}</p>".encode(),
        "entites.html": lambda: b"<p>" + b"&amp;&#38;&notin;&" * 300_000,
        "mot.txt": lambda: b"a" * 10 * MEGABYTE,
        "combinants.txt": lambda: ("Le pont" + "\u0301" * 900_000).encode(),
        "sens.txt": lambda: ("\u202e" * 500_000 + TEXT).encode(),
        "nuls.txt": lambda: b"\0".join(letter.encode("cp1252") for letter in TEXT),
        "vide-nuls.txt": lambda: b"\0" * MEGABYTE,
        "utf7.html": lambda: b'<meta charset="utf-7"><p>+ADw-script+AD4- Le pont ferme.</p>',
        "codage.html": lambda: b'<meta charset="zlib_codec"><p>\xe9t\xe9 Le pont ferme.</p>',
        "demi.txt": lambda: TEXT.encode("utf-16")[:-1],
        "sept.7z": lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 100,
        "ancien.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_000,
    }  # fmt: skip


def _laughs(root: str) -> bytes:
    """Entities that stand for ten of each other, nine times over."""
    steps = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "rire">{steps}]><{root}><a>&l9;</a></{root}>'.encode()


def _nested_zip() -> bytes:
    data = zipped({"a.txt": TEXT})
    for number in range(30):
        data = zipped({f"{number}.zip": data, f"{number}.txt": f"Le pont {number} ferme."})
    return data


def _overlapping_zip() -> bytes:
    """Two thousand entries that share one packed megabyte."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"a" * MEGABYTE) + packed.flush()
    crc = zlib.crc32(b"a" * MEGABYTE)
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), MEGABYTE, 5, 0)
        + b"a.txt"
        + body
    )
    entry = (
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            crc,
            len(body),
            MEGABYTE,
            5,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a.txt"
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2_000, 2_000, len(entry) * 2_000, len(local), 0)
    return local + entry * 2_000 + end


def _links() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, mode in (("lien.txt", 0o120777), ("tube.txt", 0o010644), ("disque.txt", 0o060644)):
            member = zipfile.ZipInfo(name)
            member.create_system, member.external_attr = 3, mode << 16
            archive.writestr(member, "/etc/passwd")
    return data.getvalue()


def _record(body: bytes, header: bytes = b"") -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + header + b"\r\n" + body
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://nore.example/\r\nContent-Type: application/http;msgtype=response\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def _mail(rest: bytes) -> bytes:
    return b"From: a@b.example\nSubject: S\nDate: x\nMIME-Version: 1.0\n" + rest


def _nested_mail() -> bytes:
    parts = b"".join(
        b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (number, number + 1)
        for number in range(5_000)
    )
    return _mail(b"Content-Type: multipart/mixed; boundary=b0\n\n" + parts + TEXT.encode())


def _packed_pdf() -> bytes:
    """A page whose drawing unpacks to hundreds of megabytes."""
    drawing = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * 5 * MEGABYTE, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawing), drawing),
    )  # fmt: skip
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def _long_epub() -> bytes:
    items = '<item id="a" href="a.xhtml"/>' + '<itemref idref="a"/>' * 50_000
    return zipped(
        {
            "META-INF/container.xml": '<container><rootfile full-path="b.opf"/></container>',
            "b.opf": f"<package>{items}</package>",
            "a.xhtml": f"<p>{TEXT}</p>",
        }
    )


# --------------------------------------------------------------------------- reading them


def judge(folder: Path, name: str, data: bytes) -> Outcome:
    """Read a file beside a sound page, and say what is wrong with what came."""
    path = folder / name
    path.write_bytes(data)
    start = time.monotonic()
    found = list(read_paths([folder]))
    seconds = time.monotonic() - start
    own = [item for item in found if not item.origin.startswith(str(folder / SOUND))]
    articles = [item for item in own if isinstance(item, Article)]
    rows = [item for item in own if isinstance(item, InputRow)]
    wrong = []
    if not own:
        wrong.append("neither an article nor a reason")
    if any(not any(map(str.isalnum, article.text)) for article in articles):
        wrong.append("an empty article")
    if any(not (row.reason and row.remedy) for row in rows if row.status is InputStatus.FAILED):
        wrong.append("a failure without its reason")
    if "root:" in repr(articles):
        wrong.append("a file from elsewhere")
    sound = [item for item in found if isinstance(item, Article) and item.origin == str(folder / SOUND)]
    if len(sound) != 1 and data != samples.page():
        wrong.append("the sound page beside it was not read")
    path.unlink()
    return Outcome(wrong, [row.code or "" for row in rows], len(articles), seconds)


def prepare(folder: Path) -> None:
    """Put the sound page where hostile files will stand beside it."""
    (folder / SOUND).write_bytes(samples.page().replace(TITLE.encode(), b"Une page saine"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--mutations", type=int, default=MUTATIONS, help="of each sample")
    parser.add_argument("--only", default="", help="only files whose name holds this")
    options = parser.parse_args()
    count = wrong = read = 0
    codes: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for file, data in hostile_files(options.seed, options.mutations):
            if options.only not in file:
                continue
            outcome = judge(folder, file, data)
            count, wrong, read = count + 1, wrong + bool(outcome.wrong), read + bool(outcome.articles)
            codes.update(set(outcome.codes))
            slowest = sorted([*slowest, (outcome.seconds, file)], reverse=True)[:5]
            for each in outcome.wrong:
                print(f"WRONG {file}: {each} {outcome.codes}", flush=True)
    print(f"{count} files, {wrong} wrong, {read} gave articles; seed {options.seed}")
    print("files by reason: " + ", ".join(f"{code} {number}" for code, number in sorted(codes.items())))
    print("slowest: " + ", ".join(f"{file} {seconds:.1f} s" for seconds, file in slowest))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
