"""One small sound file of every kind that Recoupe reads, built here; every word, name and outlet is invented.

``SAMPLES`` holds them by file name. The builders take texts, so that tests and benchmarks can make larger ones.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import zipfile
from email.message import EmailMessage

TITLE = "La digue de Valbrune rouvre à moitié"
PARAGRAPHS = (
    "La digue de Valbrune rouvrira mardi sur une seule voie, a annoncé la préfecture de la Mire.",
    "Trois fissures avaient été relevées sur l'ouvrage après la crue, selon les ingénieurs du canton.",
    "« Nous ne prendrons aucun risque », a répété la préfète, Anna Delmas, devant les habitants réunis.",
)
TEXT = "\n".join(PARAGRAPHS)
OUTLET = "La Gazette de Nore"
MEMBER = "rapport.txt"


def zipped(members: dict[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP file; the members named in ``stored`` are not compressed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return data.getvalue()


# --------------------------------------------------------------------------- press databases


def europresse(articles: list[tuple[str, list[str]]] | None = None) -> bytes:
    """The layout of 2022: an ``article`` each, the day in the document's number, republications, a certificate."""
    entries = []
    for number, (title, paragraphs) in enumerate(articles or [(TITLE, list(PARAGRAPHS))], start=1):
        body = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
        entries.append(f"""<article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">{OUTLET} (site web), no. 312 - Édition de Valbrune</span><span sourcecode="GNOR"></span></div>
<div class="rdp__DocHeader"><span class="DocHeader">Région, jeudi 3 mai 2031 - 06:42 UTC +02:00 1 034 mots, p. 4</span></div>
<div class="titreArticle"><p class="sm-margin-bottomNews">Crue</p><p class="titreArticleVisu rdp__articletitle">{html.escape(title)}</p></div>
<p class="rdp__subtitle">La circulation reprend</p>
<p class="sm-margin-bottomNews">Lise Aubin</p></header>
<section><div class="docOcurrContainer">{body}<p>(lien : https://gazette-nore.example/carte) Mis à jour le 4 mai 2031</p>
<p>Mis à jour le 4 mai 2031 à 09h10</p><p><a href="https://gazette-nore.example/digue">Cet article est paru dans {OUTLET}</a></p>
<aside>Illustration(s) : la digue vue du pont</aside></div></section>
<div class="apd-wrapper"><table><tr><td><div class="apd-sources-date">4 mai 2031</div></td><td><div class="source-name-APD">Le Courrier de la Mire</div>
<div class="source-name-APD">Radio Ondra (site web)</div></td></tr></table></div>
<footer><div class="Doc-LegalInfo"><small>© 2031 {OUTLET}. Tous droits réservés.</small></div><div class="publiC-lblNodoc">news·20310503·GNOR·{4_000 + number}_ab</div>
<small>Ce certificat est émis à <b>Université de Quessel</b> à des fins de visualisation personnelle.</small></footer></article>""")
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Europresse</title></head><body>{"".join(entries)}</body></html>'.encode()


def europresse_2015() -> bytes:
    """The layout of 2015: the outlet's code on a picture, broadcast headings, the signature in ``docAuthors``."""
    body = "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS)
    return f"""<html><head><meta charset="utf-8"></head><body><article><header><div><img src="logo.gif" sourcecode="ROND"/></div>
<div><span class="DocPublicationName">Radio Ondra,   no. 14</span></div><div><span class="DocTitreSousSection">Journal du matin</span>
<span class="DocHeader">lundi 3 mai 2027</span></div><div class="titreArticle"><p class="titreArticleVisu"><b>{TITLE.replace("digue", "<mark>digue</mark>")}</b></p></div>
<div class="docAuthors">Paul Verdier</div></header><div class="DocText clearfix">{body}</div><div id="PubliC_lblNodoc">bro·20270503·ROND·77</div></article></body></html>""".encode()


def europresse_2013() -> bytes:
    """The layout of 2013: cells of tables in Latin-1, spans for the head, empty paragraphs between those of the text."""
    body = "<p></p>".join(html.escape(each) for each in PARAGRAPHS)
    cell = f"""<table><tr><td><span class="DocPublicationName">{OUTLET}</span><br><span class="DocHeader">Région, </span><span class="DocHeader">jeudi </span>
<span class="DocHeader">3 mai 2012</span><span class="DocHeader">, p. 7</span><br><span class="TitreArticleVisu">{TITLE}</span><br>Lise Aubin<p></p>{body}</td></tr>
<tr><td align="center">news·20120503·GNOR·412</td></tr></table>"""
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>{cell}</body></html>'.encode(
        "iso-8859-1"
    )


FACTIVA_ROWS = (
    ("SE", "Région"), ("HD", TITLE), ("BY", "Lise Aubin"), ("WC", "48 mots"), ("PD", "3 mai 2031"), ("ET", "06:42"), ("SN", OUTLET), ("SC", "GNOR"),
    ("PG", "4"), ("LA", "Français"), ("CY", "© 2031. La Gazette de Nore. Tous droits réservés."), ("LP", PARAGRAPHS[0]), ("TD", "\n".join(PARAGRAPHS[1:])),
    ("CO", "digmir : Digues de la Mire"), ("RE", "mire : Mire"), ("AN", "Document GNOR000020310503ek530001r"),
)  # fmt: skip


def factiva_html() -> bytes:
    """The format with field codes: a table of two columns for each article."""

    def value(code: str, words: str) -> str:
        lines = "".join(
            f'<p class="articleParagraph frarticleParagraph">{html.escape(each)}</p>'
            for each in words.split("\n")
        )
        return lines if code in ("LP", "TD") else html.escape(words)

    rows = "".join(
        f"<tr><td><b>{code}</b>&nbsp;</td><td>{value(code, words)}</td></tr>" for code, words in FACTIVA_ROWS
    )
    frame = f'<div class="article frArticle"><table>{rows}</table></div>'
    return f'<html><head><meta charset="utf-8"><title>Factiva</title><style>{"p{margin:0}" * 9_000}</style></head><body>{frame}{frame}</body></html>'.encode()


def factiva_plain_html() -> bytes:
    """The format without codes: lines of a head told apart by their form."""
    lines = (
        "Lise Aubin",
        "48 mots",
        "3 mai 2031",
        "06:42",
        OUTLET,
        "GNOR",
        "4",
        "Français",
        "© 2031. La Gazette de Nore. Tous droits réservés.",
    )
    head = "".join(f"<div>{line}</div>" for line in lines)
    body = "".join(
        f'<p class="articleParagraph frarticleParagraph">{html.escape(each)}</p>' for each in PARAGRAPHS
    )
    return f"""<html><head><meta charset="utf-8"><title>Factiva</title></head><body><div class="article frArticle"><div id="hd"><span class="frHeadline">{TITLE}</span></div>
{head}{body}<p>Document GNOR000020310503ek530001r</p></div></body></html>""".encode()


def factiva_text() -> bytes:
    return "\n".join(f"{code}\t{words}" for code, words in FACTIVA_ROWS).encode()


def factiva_rtf() -> bytes:
    return rtf("\n".join(f"{code}\t{words}" for code, words in FACTIVA_ROWS))


def rtf(text: str) -> bytes:
    """RTF of the code page 1252: letters beyond ASCII by their bytes, or by their numbers with a stand-in."""

    def letter(each: str) -> str:
        if each in "\\{}":
            return f"\\{each}"
        if ord(each) < 128:
            return each
        return f"\\'{each.encode('cp1252')[0]:02x}" if ord(each) < 256 else f"\\u{ord(each)}?"

    body = "\\par\n".join("".join(map(letter, line)).replace("\t", "\\tab ") for line in text.split("\n"))
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\info{\title secret}}{\*\generator Essai;}{\pict\wmetafile8 0102}\f0 "
        + body
        + "}"
    ).encode("ascii")


def nexis(newline: str = "\n") -> bytes:
    """Two counted documents behind a request; lines wrapped at eighty letters."""

    def wrapped(words: str) -> str:
        half = words.index(" ", len(words) // 2)
        return words[:half] + "\n" + words[half + 1 :]

    body = "\n\n".join(map(wrapped, PARAGRAPHS))
    entry = """                               {number} of 2 DOCUMENTS



                                  {outlet}

                              3 mai 2031 jeudi
                              Édition Valbrune

{title}

AUTEUR: Lise Aubin

RUBRIQUE: RÉGION; Pg. 4

LONGUEUR: 48 mots

{body}

DATE-CHARGEMENT: 4 mai 2031

LANGUE: FRENCH; FRANÇAIS

                       Copyright 2031 La Gazette de Nore
                              Tous droits réservés

"""
    request = "\n\nTerms: (digue)\n\nSend To:\nUNIVERSITE DE QUESSEL\n\n"
    entries = [
        entry.format(number=number, outlet=OUTLET, title=f"{TITLE} ({number})", body=body)
        for number in (1, 2)
    ]
    return (request + "".join(entries)).replace("\n", newline).encode("cp1252")


NEXIS_UNI = (
    "Date and Time:\u00a0Thursday, May 4, 2031 9:20:00 AM CET", "Job Number:\u00a0123456", "Documents (2)", "1. " + TITLE, "Client/Matter:\u00a0-None-",
    "Search Terms:\u00a0digue",
    TITLE, OUTLET, "May 3, 2031 Thursday 6:42 AM GMT", "", "Copyright 2031 La Gazette de Nore All Rights Reserved", "Section:\u00a0RÉGION",
    "Length:\u00a048 words", "Byline:\u00a0Lise Aubin", "Body", *PARAGRAPHS, "Classification", "Language:\u00a0FRENCH; FRANÇAIS", "Load-Date:\u00a0May 4, 2031",
    "End of Document",
    "Le pont ferme", "Radio Ondra", "May 5, 2031 Saturday", "Length:\u00a020 words", "Body", "Le pont de Quessel ferme dès samedi, dit la mairie.", "End of Document",
)  # fmt: skip


# --------------------------------------------------------------------------- documents


def docx(paragraphs: tuple[str, ...] | list[str] = (TITLE, *PARAGRAPHS)) -> bytes:
    """A Word document with deleted words, a field's code, a break and the last paragraph in a table."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = [
        f"<w:p><w:pPr/><w:r><w:t>{html.escape(each, quote=False)}</w:t></w:r></w:p>" for each in paragraphs
    ]
    hidden = "<w:p><w:del><w:r><w:delText>effacé</w:delText></w:r></w:del><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
    body = "".join(runs[:-1]) + hidden + f"<w:tbl><w:tr><w:tc>{runs[-1]}</w:tc></w:tr></w:tbl>"
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def odt(paragraphs: tuple[str, ...] | list[str] = (TITLE, *PARAGRAPHS)) -> bytes:
    """An OpenDocument text with a heading, an annotation and a run of spaces."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    first, *others = (html.escape(each, quote=False) for each in paragraphs)
    body = f'<text:h>{first}<text:s text:c="2"/></text:h>' + "".join(
        f"<text:p>{each[:9]}<text:span>{each[9:]}</text:span><office:annotation><text:p>note</text:p></office:annotation></text:p>"
        for each in others
    )
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content}, stored=("mimetype",))


def epub() -> bytes:
    """An issue of two articles behind a cover and a table of contents."""
    chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>{}</h1>{}</body></html>'
    body = "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS)
    package = f"""<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Numéro du 3 mai</dc:title>
<dc:publisher>{OUTLET}</dc:publisher><dc:date>2031-05-03</dc:date></metadata><manifest><item id="c" href="cover.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/>
<item id="a" href="un%20.xhtml"/><item id="b" href="deux.xhtml"/></manifest><spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="texte/livre.opf"/></rootfiles></container>',
            "texte/livre.opf": package,
            "texte/cover.xhtml": '<html><body><img src="une.png"/></body></html>',
            "texte/nav.xhtml": "<html><body><nav>Sommaire</nav></body></html>",
            "texte/un .xhtml": chapter.format(TITLE, body),
            "texte/deux.xhtml": chapter.format(
                "Le pont ferme", "<p>Le pont de Quessel ferme dès samedi, dit la mairie.</p>"
            ),
        },
        stored=("mimetype",),
    )


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF of pages of lines (left, bottom, size in points, words) in Helvetica, with a text layer."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /F1 %.1f Tf %.1f %.1f Td (%s) Tj ET\n"
            % (
                size,
                left,
                bottom,
                words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"),
            )
            for left, bottom, size, words in lines
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(data),
    )  # fmt: skip


def newspaper() -> bytes:
    """Three pages with a running head and a page number, a title over two columns, a hyphen at a line's end."""
    pages = []
    for number, place in ((1, "Valbrune"), (2, "Quessel"), (3, "Ondra")):
        left = (f"La digue de {place} rouvrira mardi sur une", "seule voie, a annoncé la préfec-", f"ture de {place}.",
                f"Trois fissures avaient été relevées à {place}", f"après la crue de {place}.")  # fmt: skip
        right = (f"La maire de {place} ne prendra aucun risque,", f"dit-elle devant ceux de {place} réunis.")
        lines = [
            (50.0, 800.0, 8.0, f"La Gazette de Nore - 3 mai 2031 - page {number}"),
            (50.0, 760.0, 20.0, f"La digue de {place} rouvre à moitié"),
        ]
        lines += [(50.0, 720.0 - 14 * row, 11.0, words) for row, words in enumerate(left)]
        lines += [(310.0, 720.0 - 14 * row, 11.0, words) for row, words in enumerate(right)]
        pages.append([*lines, (290.0, 30.0, 8.0, f"{number}")])
    return pdf(pages)


# --------------------------------------------------------------------------- mail, archives, agencies, references


def newsletter(attachment: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = f'"{OUTLET}" <lettre@gazette-nore.example>'
    message["To"] = "Paul Secret <paul@secret.example>"
    message["Subject"] = TITLE
    message["Date"] = "Thu, 03 May 2031 06:42:00 +0200"
    message["Message-ID"] = "<lettre-312@gazette-nore.example>"
    message.set_content(TEXT + "\n")
    message.add_alternative("".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS), subtype="html")
    if attachment is not None:
        message.add_attachment(attachment, maintype="application", subtype="octet-stream", filename=MEMBER)
    return message.as_bytes()


def mailbox() -> bytes:
    other = newsletter().replace(b"lettre-312", b"lettre-313").replace(b"May 2031", b"Jun 2031")
    return b"".join(
        b"From lettre@gazette-nore.example Thu May  3 06:42:00 2031\n" + each + b"\n"
        for each in (newsletter(), other)
    )


def page() -> bytes:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{TITLE}</title><meta property="og:site_name" content="{OUTLET}">
<meta property="article:published_time" content="2031-05-03T06:42:00+02:00"></head><body><article><h1>{TITLE}</h1>{body}</article></body></html>""".encode()


def warc() -> bytes:
    """A page, a script, an answer « not found », each a record packed on its own."""
    records = []
    answers = ((b"200 OK", b"text/html; charset=utf-8", page(), b"digue"), (b"200 OK", b"text/javascript", b"load()", b"a.js"), (b"404 Not Found", b"text/html", b"<p>perdu</p>", b"b"))  # fmt: skip
    for status, kind, body, name in answers:
        block = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (
            status,
            kind,
            len(body),
            body,
        )
        head = (
            b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\nWARC-Date: 2031-06-01T00:00:00Z\r\n"
            % len(records)
        )
        head += (
            b"WARC-Target-URI: https://gazette-nore.example/%s\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % (name, len(block))
        )
        records.append(gzip.compress(head + block + b"\r\n\r\n", mtime=0))
    return b"".join(records)


def wacz() -> bytes:
    return zipped(
        {"datapackage.json": "{}", "archive/data.warc.gz": warc(), "pages/pages.jsonl": "{}"},
        stored=("archive/data.warc.gz",),
    )


NINJS = {
    "uri": "urn:depeche:1", "type": "text", "versioncreated": "2031-05-03T08:00:00Z", "firstcreated": "2031-05-03T06:42:00+02:00", "pubstatus": "usable",
    "language": "fr-FR", "headline": TITLE, "byline": "Lise Aubin", "located": "VALBRUNE", "provider": {"name": "Agence Nore"},
    "body_xhtml": "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS),
}  # fmt: skip


def newsml() -> bytes:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS)
    return f"""<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:depeche:1"><itemMeta><provider literal="AN"><name>Agence Nore</name></provider><versionCreated>2031-05-03T08:00:00Z</versionCreated>
<firstCreated>2031-05-03T06:42:00+02:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><located><name>VALBRUNE</name></located><by>Lise Aubin</by>
<headline>{TITLE}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body>{body}</body></html></inlineXML></contentSet></newsItem>
<newsItem guid="tag:depeche:2"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta></newsItem></itemSet></newsMessage>""".encode()


def nitf() -> bytes:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS)
    return f"""<?xml version="1.0"?><nitf><head><title>x</title><docdata><date.issue norm="20310503T064200Z"/></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline>
<distributor>Agence Nore</distributor></body.head><body.content>{body}</body.content></body></nitf>""".encode()


RIS = f"""TY  - NEWS
TI  - {TITLE}
AU  - Aubin, Lise
T2  - {OUTLET}
DA  - 2031/05/03/
UR  - https://gazette-nore.example/digue
AB  - {PARAGRAPHS[0]}
ER  -

TY  - NEWS
TI  - Le pont ferme
UR  - https://radio-ondra.example/pont
ER  -

TY  - NEWS
TI  - Sans adresse
ER  -
"""
BIBTEX = """% notes
@article{aubin2031,
  title = {La digue de {Valbrune} rouvre {\\`a} moiti{\\'e}},
  author = "Aubin, Lise",
  journal = {La Gazette de Nore},
  date = {2031-05-03},
  abstract = {La digue de Valbrune rouvrira mardi sur une seule voie, a annonc\\'e la pr\\'efecture.},
}
@online{pont, title = {Le pont ferme}, year = 2031, url = {https://radio-ondra.example/pont}}
"""
OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Presse"><outline text="Radio Ondra" type="rss" xmlUrl="flux/ondra.xml"/>
<outline text="Ailleurs" xmlUrl="https://ailleurs.example/rss"/><outline text="Dehors" xmlUrl="../../dehors.xml"/></outline></body></opml>"""
FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Flux</title><item><title>{TITLE}</title><guid>d1</guid>
<pubDate>Thu, 03 May 2031 06:42:00 +0200</pubDate><description>{html.escape(TEXT)}</description></item></channel></rss>"""
CSV = f'id,language,media_name,publish_date,title,url,text\n7,fr,{OUTLET},2031-05-03,"{TITLE}",https://gazette-nore.example/digue,"{TEXT}"\n'

SAMPLES: dict[str, bytes] = {
    "agence.json": json.dumps(NINJS, ensure_ascii=False).encode(),
    "agence.xml": newsml(),
    "archive.warc.gz": warc(),
    "archive.wacz": wacz(),
    "boite.mbox": mailbox(),
    "capture.html": page(),
    "document.docx": docx(),
    "document.odt": odt(),
    "document.rtf": rtf(f"{TITLE}\n{TEXT}"),
    "europresse-2013.HTML": europresse_2013(),
    "europresse-2015.HTML": europresse_2015(),
    "europresse.HTML": europresse(),
    "factiva-simple.html": factiva_plain_html(),
    "factiva.html": factiva_html(),
    "factiva.rtf": factiva_rtf(),
    "factiva.txt": factiva_text(),
    "flux.xml": FEED.encode(),
    "journal.epub": epub(),
    "journal.pdf": newspaper(),
    "lettre.eml": newsletter(),
    "lignes.jsonl": (
        json.dumps({"id": "l1", "text": TEXT, "title": TITLE}, ensure_ascii=False) + "\n"
    ).encode(),
    "lot.zip": zipped({"a/un.txt": TEXT, "b/deux.html": page()}),
    "nexis-uni.docx": docx(NEXIS_UNI),
    "nexis.txt": nexis(),
    "nitf.xml": nitf(),
    "references.bib": BIBTEX.encode(),
    "references.ris": RIS.encode(),
    "table.csv": CSV.encode(),
    "texte.txt": f"{TITLE}\n\n{TEXT}\n".encode(),
}
